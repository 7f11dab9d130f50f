package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.parser.Parser;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarWiringEnvironment;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Shopify's own schema of the Admin API, where the test run was told its folder: {@code -Dordersync.schemas=<folder>},
 * with {@code shopify/admin_<version>.nodesc.graphql.gz} in it.
 */
final class AdminSchema {
    static final List<String> VERSIONS = List.of("2026-07", "2026-10");

    private final String version;
    private final GraphQLSchema schema;

    private static final class Loaded {
        private static final List<AdminSchema> ALL = load();
    }

    private AdminSchema(String version, GraphQLSchema schema) {
        this.version = version;
        this.schema = schema;
    }

    /** Both versions, or none. */
    static List<AdminSchema> loaded() {
        return Loaded.ALL;
    }

    static boolean isThere() {
        return !System.getProperty("ordersync.schemas", "").isBlank();
    }

    /** What is wrong with the document, and with these variables for it. */
    List<String> problems(String document, JsonNode variables) {
        List<String> problems = new ArrayList<>(problems(document));
        if (problems.isEmpty()) {
            OperationDefinition operation = Parser.parse(document)
                    .getDefinitionsOfType(OperationDefinition.class)
                    .get(0);
            Map<String, Object> raw =
                    FakeShopify.JSON.convertValue(variables, new TypeReference<Map<String, Object>>() {});
            for (String name : raw.keySet()) {
                if (operation.getVariableDefinitions().stream()
                        .noneMatch(definition -> definition.getName().equals(name))) {
                    problems.add(version + ": no variable " + name);
                }
            }
            try {
                ValuesResolver.coerceVariableValues(
                        schema,
                        operation.getVariableDefinitions(),
                        RawVariables.of(raw),
                        GraphQLContext.getDefault(),
                        Locale.ROOT);
            } catch (GraphQLException wrong) {
                problems.add(version + ": " + wrong.getMessage());
            }
        }
        return problems;
    }

    List<String> problems(String document) {
        Document parsed = Parser.parse(document);
        return new Validator()
                .validateDocument(schema, parsed, Locale.ROOT).stream()
                        .map(GraphQLError::getMessage)
                        .map(message -> version + ": " + message)
                        .toList();
    }

    private static List<AdminSchema> load() {
        return isThere() ? VERSIONS.stream().map(AdminSchema::read).toList() : List.of();
    }

    private static AdminSchema read(String version) {
        Path file =
                Path.of(System.getProperty("ordersync.schemas"), "shopify", "admin_" + version + ".nodesc.graphql.gz");
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(file));
                Reader sdl = new InputStreamReader(packed, StandardCharsets.UTF_8)) {
            TypeDefinitionRegistry types = new SchemaParser().parse(sdl);
            RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                    .wiringFactory(new MockedWiringFactory() {
                        @Override
                        public GraphQLScalarType getScalar(ScalarWiringEnvironment environment) {
                            return scalar(environment.getScalarTypeDefinition().getName());
                        }
                    })
                    .build();
            return new AdminSchema(version, new SchemaGenerator().makeExecutableSchema(types, wiring));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphQLScalarType scalar(String name) {
        Consumer<String> check =
                switch (name) {
                    case "DateTime" -> OffsetDateTime::parse;
                    case "Decimal", "Money" -> BigDecimal::new;
                    case "URL" -> URI::create;
                    default -> text -> {};
                };
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new Coercing<Object, Object>() {
                    @Override
                    public Object serialize(Object value, GraphQLContext context, Locale locale) {
                        return value;
                    }

                    @Override
                    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
                        try {
                            check.accept((String) input);
                            return input;
                        } catch (RuntimeException e) {
                            throw new CoercingParseValueException("no " + name + ": " + input);
                        }
                    }

                    @Override
                    public Object parseLiteral(
                            Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
                        return parseValue(((StringValue) input).getValue(), context, locale);
                    }
                })
                .build();
    }
}
