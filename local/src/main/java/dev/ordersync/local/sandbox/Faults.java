package dev.ordersync.local.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The faults that are waiting to happen. Each is used up by the calls that it matches; safe for use by many threads. */
public final class Faults {

    /** What goes wrong. */
    public enum Kind {
        /** The work is done, the answer never comes: the connection stays open until the client gives up. */
        TIMEOUT,
        /** The work is done, then the connection is closed without an answer. */
        CUT_AFTER,
        /** Nothing is done, the connection is closed without an answer. */
        CUT_BEFORE,
        /** Nothing is done, the answer is 503 with a page that is no JSON. */
        STATUS_503,
        /** Nothing is done, the upstream's own answer for too many requests. */
        THROTTLE,
        /** A webhook is delivered twice. */
        DUPLICATE_WEBHOOK,
        /** A webhook is never delivered. */
        LOSE_WEBHOOK
    }

    /**
     * One fault.
     *
     * @param upstream {@code tiktok} or {@code shopify}
     * @param match the call's name: {@code orderCreate}, {@code GET /order/202309/orders} or its path alone; for
     *     those of webhooks the event type, as {@code ORDER_STATUS_CHANGE}; {@code *} matches every call
     * @param times how many calls it spoils, at least 1
     * @param kind what happens to them; {@code do} in JSON
     */
    public record Fault(String upstream, String match, int times, Kind kind) {

        private boolean matches(String itsUpstream, String name) {
            return upstream.equals(itsUpstream)
                    && (match.equals("*") || match.equals(name) || name.endsWith(" " + match));
        }
    }

    private static final Set<Kind> OF_WEBHOOKS = EnumSet.of(Kind.DUPLICATE_WEBHOOK, Kind.LOSE_WEBHOOK);
    private static final Set<Kind> OF_CALLS = EnumSet.complementOf(EnumSet.copyOf(OF_WEBHOOKS));

    private static final Set<String> FIELDS = Set.of("upstream", "match", "times", "do");

    /** Decides what happens where none of the waiting faults matches. */
    public interface Weather {
        /** Nothing bad ever happens. */
        Weather FAIR = new Weather() {
            @Override
            public Optional<Kind> overCall(String upstream) {
                return Optional.empty();
            }

            @Override
            public boolean losesWebhook(String upstream) {
                return false;
            }

            @Override
            public boolean doublesWebhook(String upstream) {
                return false;
            }
        };

        /** What happens to a call of this upstream. */
        Optional<Kind> overCall(String upstream);

        /** Whether a webhook of this upstream is never delivered. */
        boolean losesWebhook(String upstream);

        /** Whether a webhook of this upstream that was delivered is delivered again. */
        boolean doublesWebhook(String upstream);
    }

    private final List<Fault> waiting = new ArrayList<>();
    private Weather weather = Weather.FAIR;

    public synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    public synchronized void clear() {
        waiting.clear();
    }

    /** From now on this decides beside the faults that are waiting. */
    public synchronized void weather(Weather becomes) {
        weather = becomes;
    }

    /** The faults that have not happened yet, with what is left of their {@code times}. */
    public synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    /** Uses up one fault for a call (not a webhook) known by any of these names: the oldest that matches; or asks the weather. */
    public Optional<Kind> forCall(String upstream, Collection<String> names) {
        return take(upstream, names, OF_CALLS).or(() -> weather().overCall(upstream));
    }

    /** Uses up one DUPLICATE_WEBHOOK for this event type, if there is one, or asks the weather. */
    public boolean duplicates(String upstream, String eventType) {
        return take(upstream, List.of(eventType), Set.of(Kind.DUPLICATE_WEBHOOK))
                        .isPresent()
                || weather().doublesWebhook(upstream);
    }

    /** Uses up one LOSE_WEBHOOK for this event type, if there is one, or asks the weather. */
    public boolean loses(String upstream, String eventType) {
        return take(upstream, List.of(eventType), Set.of(Kind.LOSE_WEBHOOK)).isPresent()
                || weather().losesWebhook(upstream);
    }

    private synchronized Weather weather() {
        return weather;
    }

    private synchronized Optional<Kind> take(String upstream, Collection<String> names, Set<Kind> kinds) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (kinds.contains(fault.kind()) && names.stream().anyMatch(name -> fault.matches(upstream, name))) {
                if (fault.times() == 1) {
                    waiting.remove(i);
                } else {
                    waiting.set(i, new Fault(fault.upstream(), fault.match(), fault.times() - 1, fault.kind()));
                }
                return Optional.of(fault.kind());
            }
        }
        return Optional.empty();
    }

    /** Reads {@code {"upstream":"shopify","match":"orderCreate","times":1,"do":"CUT_AFTER"}}; {@code times} may lack. */
    static Fault read(JsonNode body) {
        if (!body.isObject()) {
            throw new Unusable("the body must be an object");
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new Unusable(name + ": unknown field; there are upstream, match, times, do");
            }
        }
        String upstream = text(body, "upstream");
        if (!Set.of("tiktok", "shopify").contains(upstream)) {
            throw new Unusable("upstream: must be tiktok or shopify");
        }
        String match = text(body, "match");
        JsonNode times = body.path("times");
        if (!times.isMissingNode() && !(times.isInt() && times.intValue() >= 1)) {
            throw new Unusable("times: must be a whole number from 1 on");
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(k -> k.name().equals(text(body, "do")))
                .findFirst()
                .orElseThrow(() -> new Unusable("do: must be one of " + Arrays.toString(Kind.values())));
        if (OF_WEBHOOKS.contains(kind) && !upstream.equals("tiktok")) {
            throw new Unusable("do: only the tiktok sandbox sends webhooks");
        }
        return new Fault(upstream, match, times.asInt(1), kind);
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new Unusable(field + ": must be a text");
        }
        return value.textValue();
    }
}
