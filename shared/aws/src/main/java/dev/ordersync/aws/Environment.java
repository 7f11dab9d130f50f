package dev.ordersync.aws;

import java.util.Map;

/**
 * The settings of a deployment, by the names that template.yaml gives them: no secret is among them.
 *
 * @param settings a function's environment variables, or what the local runtime has in their place
 */
public record Environment(Map<String, String> settings) {
    public Environment {
        settings = Map.copyOf(settings);
    }

    /** Those of the process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** @throws IllegalStateException naming the setting that is missing */
    public String get(String name) {
        String value = settings.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the setting " + name + " is missing");
        }
        return value;
    }
}
