package dev.ordersync.testing.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * docs/openapi.yaml, against which every answer is held that a test sees: the status, the content type, and the body. A
 * field that the page does not name is a fault too.
 */
public final class ApiContract {
    private static final String ADDRESS = "https://ordersync.dev/openapi";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private ApiContract(JsonNode document) {
        this.document = document;
        JsonNode closed = document.deepCopy();
        close(closed);
        this.factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, closed.toString()))));
    }

    /** The page as it is in the working tree. */
    public static ApiContract ofDocs() {
        Path page =
                Path.of(System.getProperty("ordersync.root")).resolve("docs").resolve("openapi.yaml");
        try {
            return new ApiContract(new YAMLMapper().readTree(page.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients must live with new fields; our own answers must not have one that the page does not name. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiContract::close);
    }

    /** The routes of the page: of each path its methods, in capitals, the variables of a path as "*". */
    public Map<String, Set<String>> routes() {
        Map<String, Set<String>> routes = new TreeMap<>();
        document.get("paths").properties().forEach(path -> {
            Set<String> methods = new TreeSet<>();
            path.getValue().fieldNames().forEachRemaining(name -> {
                if (!name.equals("parameters")) {
                    methods.add(name.toUpperCase(Locale.ROOT));
                }
            });
            routes.put(path.getKey().replaceAll("\\{[a-z]+}", "*"), methods);
        });
        return routes;
    }

    /** The words of the enumeration at this JSON pointer, in the page's order. */
    public List<String> words(String pointer) {
        List<String> words = new ArrayList<>();
        document.at(pointer + "/enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    /**
     * @param path without its query
     * @param contentType empty or null for none
     * @param body empty for none
     * @throws AssertionError when the page does not allow this answer
     */
    public void check(String method, String path, int status, String contentType, String body) {
        String what = method + " " + path + " answered " + status + " " + contentType + " " + body;
        Optional<String> template = template(path);
        if (template.isEmpty()) {
            demand(status == 404 || status == 401 || status == 403, what, "the page has no such path");
            validate("/components/schemas/Problem", body, what);
            return;
        }
        String operation = "/paths/" + escaped(template.get()) + "/" + method.toLowerCase(Locale.ROOT);
        if (document.at(operation).isMissingNode()) {
            demand(status == 405, what, "the page has no such method");
            validate("/components/schemas/Problem", body, what);
            return;
        }
        String response = referred(operation + "/responses/" + status);
        demand(!document.at(response).isMissingNode(), what, "the page does not name this status");
        JsonNode content = document.at(response + "/content");
        if (content.isMissingNode()) {
            demand(body.isEmpty(), what, "the page gives this answer no body");
            return;
        }
        String type = contentType == null ? "" : contentType.replaceAll(";.*", "");
        demand(content.has(type), what, "the page does not name this content type");
        validate(response + "/content/" + escaped(type) + "/schema", body, what);
    }

    private Optional<String> template(String path) {
        String[] given = path.split("/", -1);
        for (Map.Entry<String, JsonNode> known : document.get("paths").properties()) {
            String[] pattern = known.getKey().split("/", -1);
            boolean matches = pattern.length == given.length;
            for (int i = 0; matches && i < pattern.length; i++) {
                matches = pattern[i].equals(given[i]) || pattern[i].startsWith("{") && !given[i].isBlank();
            }
            if (matches) {
                return Optional.of(known.getKey());
            }
        }
        return Optional.empty();
    }

    private String referred(String pointer) {
        String reference = document.at(pointer).path("$ref").asText("");
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private void validate(String pointer, String body, String what) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(what + ": the body is not JSON", e);
        }
        Set<ValidationMessage> faults = schema(pointer).validate(json);
        demand(faults.isEmpty(), what, faults.toString());
    }

    private JsonSchema schema(String pointer) {
        String fragment = pointer.replace("{", "%7B").replace("}", "%7D");
        return schemas.computeIfAbsent(
                fragment, name -> factory.getSchema(SchemaLocation.of(ADDRESS + "#" + name), config));
    }

    private static void demand(boolean holds, String what, String otherwise) {
        if (!holds) {
            throw new AssertionError(what + ": " + otherwise);
        }
    }
}
