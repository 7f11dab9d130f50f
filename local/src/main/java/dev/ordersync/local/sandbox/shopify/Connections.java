package dev.ordersync.local.sandbox.shopify;

import graphql.GraphqlErrorException;
import graphql.schema.DataFetchingEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pages of lists, by {@code first}/{@code after} and {@code last}/{@code before}. */
final class Connections {

    private static final int MOST = 250;

    private Connections() {}

    static Map<String, Object> page(List<? extends Map<String, Object>> all, DataFetchingEnvironment call) {
        Integer first = call.getArgument("first");
        Integer last = call.getArgument("last");
        if (first == null && last == null) {
            throw refusal("you must provide one of first or last");
        }
        int size = first != null ? first : last;
        if (size < 0 || size > MOST) {
            throw refusal("first and last must be 0 to " + MOST);
        }
        List<Map<String, Object>> list = new ArrayList<>(all);
        if (Boolean.TRUE.equals(call.getArgument("reverse"))
                && !call.getField().getName().equals("orders")) {
            Collections.reverse(list); // orders are sorted the right way round already
        }
        int start = call.getArgument("after") == null ? 0 : index(list, call.getArgument("after")) + 1;
        int end = call.getArgument("before") == null ? list.size() : index(list, call.getArgument("before"));
        int from = first != null ? start : Math.max(start, end - size);
        int to = first != null ? Math.min(end, start + size) : end;
        return view(list, from, Math.max(from, to));
    }

    private static Map<String, Object> view(List<Map<String, Object>> list, int from, int to) {
        List<Map<String, Object>> nodes = list.subList(from, to);
        List<Map<String, Object>> edges = nodes.stream()
                .map(node -> Map.of("cursor", cursor(node), "node", node))
                .toList();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("hasNextPage", to < list.size());
        info.put("hasPreviousPage", from > 0);
        info.put("startCursor", nodes.isEmpty() ? null : cursor(nodes.getFirst()));
        info.put("endCursor", nodes.isEmpty() ? null : cursor(nodes.getLast()));
        return Map.of("nodes", nodes, "edges", edges, "pageInfo", info);
    }

    private static int index(List<Map<String, Object>> list, String cursor) {
        for (int i = 0; i < list.size(); i++) {
            if (cursor(list.get(i)).equals(cursor)) {
                return i;
            }
        }
        throw refusal("Invalid cursor for current pagination sort.");
    }

    private static String cursor(Map<String, Object> node) {
        return Base64.getEncoder().encodeToString(node.get("id").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static GraphqlErrorException refusal(String message) {
        return GraphqlErrorException.newErrorException().message(message).build();
    }
}
