package dev.ordersync.local.sandbox.shopify;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Shopify's search syntax: {@code sku:'AB-1' OR tag:x}, parentheses, {@code -} and NOT, comparisons, comma lists.
 *
 * <p>Text is compared token by token, so near matches come back: {@code sku:'AB-1'} finds AB-1-X and ab 1 as well. A
 * filter on a field that the list does not have is ignored, as Shopify does it.
 */
final class SearchQuery {

    /** A field's values in one object: texts, which match by token, and exact values (ids, states, times). */
    record Searchable(Map<String, List<String>> texts, Map<String, List<String>> exact) {}

    private static final Predicate<Searchable> ALL = object -> true;

    private final String text;
    private final Set<String> fields;
    private int position;

    private SearchQuery(String text, Set<String> fields) {
        this.text = text;
        this.fields = fields;
    }

    /** {@code fields} are the filters that the list knows. */
    static Predicate<Searchable> parse(String text, Set<String> fields) {
        if (text == null || text.isBlank()) {
            return ALL;
        }
        SearchQuery query = new SearchQuery(text, fields);
        Predicate<Searchable> parsed = query.alternatives();
        if (query.position < text.length()) {
            throw new IllegalArgumentException("Invalid search query: " + text);
        }
        return parsed;
    }

    private Predicate<Searchable> alternatives() {
        Predicate<Searchable> all = conjunction();
        while (takeWord("OR")) {
            all = all.or(conjunction());
        }
        return all;
    }

    private Predicate<Searchable> conjunction() {
        Predicate<Searchable> all = factor();
        while (true) {
            boolean and = takeWord("AND");
            skipSpace();
            if (!and && (position >= text.length() || text.charAt(position) == ')' || atWord("OR"))) {
                return all;
            }
            all = all.and(factor());
        }
    }

    private Predicate<Searchable> factor() {
        if (takeWord("NOT") || take('-')) {
            return factor().negate();
        }
        if (take('(')) {
            Predicate<Searchable> inner = alternatives();
            if (!take(')')) {
                throw new IllegalArgumentException("Invalid search query: " + text);
            }
            return inner;
        }
        return term();
    }

    private Predicate<Searchable> term() {
        skipSpace();
        if (position < text.length() && (text.charAt(position) == '\'' || text.charAt(position) == '"')) {
            return anywhere(quoted());
        }
        int start = position;
        while (position < text.length() && " :()".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String word = text.substring(start, position);
        if (word.isEmpty()) {
            throw new IllegalArgumentException("Invalid search query: " + text);
        }
        if (!take(':')) {
            return anywhere(word);
        }
        String operator = operator();
        boolean quote = position < text.length() && "'\"".indexOf(text.charAt(position)) >= 0;
        String value = quote ? quoted() : bare();
        if (!fields.contains(word)) {
            return ALL;
        }
        List<String> wanted = quote ? List.of(value) : Arrays.asList(value.split(","));
        return object -> matches(object, word, operator, wanted);
    }

    private static boolean matches(Searchable object, String field, String operator, List<String> wanted) {
        List<String> exact = object.exact().getOrDefault(field, List.of());
        if (!operator.isEmpty()) {
            return exact.stream().anyMatch(value -> compare(value, operator, wanted.getFirst()));
        }
        return wanted.stream()
                .anyMatch(want -> exact.stream().anyMatch(value -> value.equalsIgnoreCase(want))
                        || object.texts().getOrDefault(field, List.of()).stream()
                                .anyMatch(value -> near(value, want)));
    }

    private static Predicate<Searchable> anywhere(String word) {
        return object -> object.texts().values().stream().flatMap(List::stream).anyMatch(value -> near(value, word));
    }

    /** Every token of what is wanted is a token of the value, wherever. */
    private static boolean near(String value, String wanted) {
        Set<String> tokens = tokens(wanted);
        return !tokens.isEmpty() && tokens(value).containsAll(tokens);
    }

    private static Set<String> tokens(String text) {
        Set<String> tokens =
                new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
        tokens.remove("");
        return tokens;
    }

    private static boolean compare(String value, String operator, String wanted) {
        int order;
        try {
            order = Instant.parse(value).compareTo(Instant.parse(wanted));
        } catch (DateTimeParseException e) {
            order = value.compareTo(wanted);
        }
        return switch (operator) {
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            default -> order <= 0;
        };
    }

    private String operator() {
        for (String operator : List.of(">=", "<=", ">", "<")) {
            if (text.startsWith(operator, position)) {
                position += operator.length();
                return operator;
            }
        }
        return "";
    }

    private String bare() {
        int start = position;
        while (position < text.length() && " ()".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        char quote = text.charAt(position++);
        StringBuilder value = new StringBuilder();
        while (position < text.length() && text.charAt(position) != quote) {
            if (text.charAt(position) == '\\' && position + 1 < text.length()) {
                position++;
            }
            value.append(text.charAt(position++));
        }
        if (position == text.length()) {
            throw new IllegalArgumentException("Invalid search query: " + text);
        }
        position++;
        return value.toString();
    }

    private boolean take(char wanted) {
        if (wanted != ':') {
            skipSpace();
        }
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private boolean takeWord(String word) {
        skipSpace();
        if (atWord(word)) {
            position += word.length();
            return true;
        }
        return false;
    }

    private boolean atWord(String word) {
        return text.startsWith(word, position)
                && (position + word.length() == text.length()
                        || " (".indexOf(text.charAt(position + word.length())) >= 0);
    }

    private void skipSpace() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    /** The values as a list, without nulls. */
    static List<String> values(Object... values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            if (value != null) {
                texts.add(value.toString());
            }
        }
        return texts;
    }
}
