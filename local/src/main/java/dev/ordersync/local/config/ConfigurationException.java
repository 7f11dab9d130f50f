package dev.ordersync.local.config;

import java.util.regex.Pattern;

/** The file cannot be used. The message is one line that begins with the place, and quotes no secret. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    ConfigurationException(String place, String problem) {
        super(UNPRINTABLE.matcher(place + ": " + problem).replaceAll(" "));
    }

    /** The same problem with the file's name before it. */
    ConfigurationException in(Object file) {
        return new ConfigurationException(file.toString(), getMessage());
    }
}
