package dev.ordersync.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What was expected and did not come. */
final class Checklist {
    private final List<String> failures = new ArrayList<>();

    void equal(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            failures.add(what + ": expected " + expected + ", is " + actual);
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }
}
