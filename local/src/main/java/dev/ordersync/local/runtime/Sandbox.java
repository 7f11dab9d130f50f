package dev.ordersync.local.runtime;

import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.shopify.ShopifySandbox;
import dev.ordersync.local.sandbox.shopify.ShopifyStore;
import dev.ordersync.local.sandbox.tiktok.TikTokSandbox;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The sandbox's servers: TikTok on one port, the stores on those that follow. */
public final class Sandbox implements AutoCloseable {
    private final TikTokSandbox tiktok;
    private final List<ShopifySandbox> stores;
    private final Faults faults;

    private Sandbox(TikTokSandbox tiktok, List<ShopifySandbox> stores, Faults faults) {
        this.tiktok = tiktok;
        this.stores = stores;
        this.faults = faults;
    }

    /**
     * Starts all of them.
     *
     * @param port TikTok's; 0 takes any free ones, for the stores too
     * @throws UncheckedIOException if a port is taken
     */
    static Sandbox start(int port, SandboxContext context, SandboxSetup setup) {
        TikTokSandbox tiktok = new TikTokSandbox(port, context, setup.account());
        Sandbox sandbox = new Sandbox(tiktok, new ArrayList<>(), context.faults());
        try {
            setup.tokens().forEach(tiktok::accept);
            int next = port;
            for (ShopifyStore store : setup.stores()) {
                next = port == 0 ? 0 : next + 1;
                sandbox.stores.add(new ShopifySandbox(next, context, store));
            }
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    public TikTokSandbox tiktok() {
        return tiktok;
    }

    /** The stores in the order of their ports. */
    public List<ShopifySandbox> stores() {
        return List.copyOf(stores);
    }

    /** What goes wrong with calls of all of them. */
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        tiktok.close();
        stores.forEach(ShopifySandbox::close);
    }
}
