package dev.ordersync.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * template.yaml as a tree. CloudFormation's short functions become their arguments: {@code !Ref Queue} is "Queue",
 * {@code !GetAtt Queue.Arn} is "Queue.Arn".
 */
record Template(JsonNode tree) {
    static Template read() {
        try {
            return new Template(new YAMLMapper()
                    .readTree(Project.root().resolve("template.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode parameter(String name) {
        return tree.at("/Parameters/" + name);
    }

    /** The properties of the resource with this name. */
    JsonNode properties(String name) {
        return tree.at("/Resources/" + name + "/Properties");
    }

    /** The properties of all resources of a type, by name. */
    Map<String, JsonNode> all(String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        tree.get("Resources").properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals(type)) {
                found.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        });
        return found;
    }

    /** The functions, with what they have in common filled in. */
    Map<String, JsonNode> functions() {
        Map<String, JsonNode> functions = all("AWS::Serverless::Function");
        functions
                .values()
                .forEach(function -> tree.at("/Globals/Function").properties().forEach(common -> {
                    if (!function.has(common.getKey())) {
                        ((ObjectNode) function).set(common.getKey(), common.getValue());
                    }
                }));
        return functions;
    }
}
