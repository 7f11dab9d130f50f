package dev.ordersync.local.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.parser.ParserOptions;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The sandbox's part of the schema says nothing that Shopify's does not say. */
class ShopifySchemaTest {

    private final List<String> differences = new ArrayList<>();

    @Test
    void hasEveryTypeFieldAndArgumentExactlyAsShopifyHasIt() throws IOException {
        String folder = System.getProperty("ordersync.schemas", "");
        Path published = Path.of(folder, "shopify", "admin_2026-10.nodesc.graphql.gz");
        assumeTrue(
                !folder.isBlank() && Files.exists(published),
                "skipped: -Dordersync.schemas names no folder with Shopify's schema");

        compare(ours(), theirs(published));

        assertThat(differences).isEmpty();
    }

    private void compare(TypeDefinitionRegistry ours, TypeDefinitionRegistry theirs) {
        for (TypeDefinition<?> type : ours.types().values()) {
            TypeDefinition<?> original = theirs.getTypeOrNull(type.getName());
            if (original == null || original.getClass() != type.getClass()) {
                differences.add(type.getName() + ": no such type");
                continue;
            }
            switch (type) {
                case ObjectTypeDefinition object ->
                    fields(
                            type.getName(),
                            object.getFieldDefinitions(),
                            ((ObjectTypeDefinition) original).getFieldDefinitions());
                case InterfaceTypeDefinition object ->
                    fields(
                            type.getName(),
                            object.getFieldDefinitions(),
                            ((InterfaceTypeDefinition) original).getFieldDefinitions());
                case InputObjectTypeDefinition input ->
                    inputs(
                            type.getName(),
                            input.getInputValueDefinitions(),
                            ((InputObjectTypeDefinition) original).getInputValueDefinitions());
                case EnumTypeDefinition values ->
                    assertThat(names((EnumTypeDefinition) original))
                            .as(type.getName())
                            .containsAll(names(values));
                default -> {}
            }
        }
    }

    private void fields(String type, List<FieldDefinition> ours, List<FieldDefinition> theirs) {
        Map<String, FieldDefinition> byName =
                theirs.stream().collect(Collectors.toMap(FieldDefinition::getName, Function.identity()));
        for (FieldDefinition field : ours) {
            FieldDefinition original = byName.get(field.getName());
            String path = type + "." + field.getName();
            if (original == null || !same(field.getType(), original.getType())) {
                differences.add(path);
            } else {
                inputs(path, field.getInputValueDefinitions(), original.getInputValueDefinitions());
            }
        }
    }

    private void inputs(String path, List<InputValueDefinition> ours, List<InputValueDefinition> theirs) {
        Map<String, InputValueDefinition> byName =
                theirs.stream().collect(Collectors.toMap(InputValueDefinition::getName, Function.identity()));
        for (InputValueDefinition input : ours) {
            InputValueDefinition original = byName.get(input.getName());
            if (original == null
                    || !same(input.getType(), original.getType())
                    || !String.valueOf(input.getDefaultValue()).equals(String.valueOf(original.getDefaultValue()))) {
                differences.add(path + "(" + input.getName() + ")");
            }
        }
        ours.forEach(input -> byName.remove(input.getName()));
        byName.values().stream()
                .filter(left -> left.getType() instanceof NonNullType && left.getDefaultValue() == null)
                .forEach(left -> differences.add(path + " lacks the required " + left.getName()));
    }

    private static boolean same(Type<?> left, Type<?> right) {
        return AstPrinter.printAst(left).equals(AstPrinter.printAst(right));
    }

    private static List<String> names(EnumTypeDefinition values) {
        return values.getEnumValueDefinitions().stream()
                .map(EnumValueDefinition::getName)
                .toList();
    }

    private static TypeDefinitionRegistry ours() throws IOException {
        try (Reader reader = ShopifySchema.definition()) {
            return new SchemaParser().parse(reader);
        }
    }

    private static TypeDefinitionRegistry theirs(Path published) throws IOException {
        try (Reader reader =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(published)), StandardCharsets.UTF_8)) {
            return new SchemaParser()
                    .parse(
                            reader,
                            ParserOptions.newParserOptions()
                                    .maxTokens(Integer.MAX_VALUE)
                                    .maxCharacters(Integer.MAX_VALUE)
                                    .build());
        }
    }
}
