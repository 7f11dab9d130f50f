package dev.ordersync.local.sandbox.shopify;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Shopify's own scalars. */
final class Scalars {

    private Scalars() {}

    static List<GraphQLScalarType> all() {
        return List.of(
                textual(
                        "DateTime",
                        text -> OffsetDateTime.parse(text).toInstant().toString()),
                textual("Decimal", text -> new BigDecimal(text).toPlainString()),
                textual("Money", text -> new BigDecimal(text).toPlainString()),
                textual("UnsignedInt64", text -> Long.toUnsignedString(Long.parseUnsignedLong(text))),
                textual("URL", text -> {
                    if (!URI.create(text).isAbsolute()) {
                        throw new IllegalArgumentException("no scheme");
                    }
                    return text;
                }),
                anything());
    }

    /** A scalar that is a text on the wire; {@code check} normalises it or throws. */
    private static GraphQLScalarType textual(String name, UnaryOperator<String> check) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new Coercing<String, String>() {
                    @Override
                    public String serialize(Object value, GraphQLContext context, Locale locale) {
                        return value.toString();
                    }

                    @Override
                    public String parseValue(Object input, GraphQLContext context, Locale locale) {
                        try {
                            return check.apply(input.toString());
                        } catch (RuntimeException e) {
                            throw new CoercingParseValueException("invalid " + name + " '" + input + "'");
                        }
                    }

                    @Override
                    public String parseLiteral(
                            Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
                        String text =
                                switch (input) {
                                    case StringValue string -> string.getValue();
                                    case IntValue number -> number.getValue().toString();
                                    case FloatValue number -> number.getValue().toPlainString();
                                    default -> throw new CoercingParseLiteralException("invalid " + name);
                                };
                        try {
                            return check.apply(text);
                        } catch (RuntimeException e) {
                            throw new CoercingParseLiteralException("invalid " + name + " '" + text + "'");
                        }
                    }
                })
                .build();
    }

    private static GraphQLScalarType anything() {
        return GraphQLScalarType.newScalar()
                .name("JSON")
                .coercing(new Coercing<Object, Object>() {
                    @Override
                    public Object serialize(Object value, GraphQLContext context, Locale locale) {
                        return value;
                    }

                    @Override
                    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
                        return input;
                    }

                    @Override
                    public Object parseLiteral(
                            Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
                        if (input instanceof StringValue string) {
                            return string.getValue();
                        }
                        throw new CoercingParseLiteralException("JSON goes into a variable");
                    }
                })
                .build();
    }
}
