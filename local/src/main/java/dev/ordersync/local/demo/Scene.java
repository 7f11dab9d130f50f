package dev.ordersync.local.demo;

import dev.ordersync.domain.ShopId;

/**
 * One order's part in the scenario, and where it must be at the end.
 *
 * @param title a few words for the table
 * @param reason empty for a synced order
 */
record Scene(String title, ShopId shop, String order, String status, String reason) {
    static Scene synced(String title, ShopId shop, String order) {
        return new Scene(title, shop, order, "SYNCED", "");
    }

    static Scene blocked(String title, ShopId shop, String order, String reason) {
        return new Scene(title, shop, order, "BLOCKED", reason);
    }

    boolean isSynced() {
        return status.equals("SYNCED");
    }
}
