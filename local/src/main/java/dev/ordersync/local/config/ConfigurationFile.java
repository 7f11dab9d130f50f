package dev.ordersync.local.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ordersync.local.config.Configuration.App;
import dev.ordersync.local.config.Configuration.ShopEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the configuration file. */
public final class ConfigurationFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final Set<String> FIELDS = Set.of("tiktok", "publicUrl", "shops");
    private static final Set<String> APP = Set.of("appKey", "appSecret", "apiUrl", "authUrl");

    /** What the file must say of TikTok's tokens and of what comes with them. */
    public enum Tokens {
        REQUIRED,
        /** Who connects a shop may not have them yet: {@code accessToken} and {@code cipher}. */
        MAY_BE_MISSING
    }

    private ConfigurationFile() {}

    /** For whoever serves the shops: as {@link #read(Path, Tokens)} with tokens. */
    public static Configuration read(Path file) throws ConfigurationException {
        return read(file, Tokens.REQUIRED);
    }

    /** @throws ConfigurationException naming the file and, where a field is wrong, the field's path */
    public static Configuration read(Path file, Tokens tokens) throws ConfigurationException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file.toString(), "there is no such file");
        } catch (IOException e) {
            throw new ConfigurationException(file.toString(), "cannot be read (" + e.getMessage() + ")");
        }
        try {
            return read(bytes, tokens);
        } catch (ConfigurationException e) {
            throw e.in(file);
        }
    }

    static Configuration read(byte[] json, Tokens tokens) throws ConfigurationException {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // The parser's words could quote what is near, which may be a secret.
            String place = e.getLocation() == null
                    ? "the file"
                    : "line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            boolean twice = e.getOriginalMessage().startsWith("Duplicate field");
            throw new ConfigurationException(place, twice ? "this field is there already" : "is not JSON");
        } catch (IOException e) {
            throw new ConfigurationException("the file", "is not JSON in UTF-8");
        }
        if (tree.isMissingNode()) {
            throw new ConfigurationException("the file", "is empty");
        }
        return configuration(ConfigObject.of("", tree, FIELDS), tokens);
    }

    private static Configuration configuration(ConfigObject file, Tokens tokens) throws ConfigurationException {
        ConfigObject tiktok = file.object("tiktok", APP);
        App app = new App(
                tiktok.text("appKey"), tiktok.text("appSecret"), tiktok.address("apiUrl"), tiktok.address("authUrl"));
        List<ShopEntry> shops = new ArrayList<>();
        if (!file.has("shops")) {
            throw new ConfigurationException("shops", "is missing");
        }
        List<ConfigObject> entries = file.objects("shops", ShopReader.FIELDS);
        for (ConfigObject entry : entries) {
            shops.add(ShopReader.read(entry, tokens));
        }
        refuseDoubles(entries, shops);
        return new Configuration(app, file.address("publicUrl"), shops);
    }

    /** A shop stands once, a connection belongs to one shop, and an authorisation has one set of tokens. */
    private static void refuseDoubles(List<ConfigObject> entries, List<ShopEntry> shops) throws ConfigurationException {
        Map<Object, ConfigObject> ids = new HashMap<>();
        Map<Object, ConfigObject> connections = new HashMap<>();
        Map<String, Map<String, String>> authorisations = new HashMap<>();
        for (int i = 0; i < shops.size(); i++) {
            ConfigObject entry = entries.get(i);
            ShopEntry shop = shops.get(i);
            refuseDouble(ids.putIfAbsent(shop.id(), entry), entry, "id");
            refuseDouble(connections.putIfAbsent(shop.store().connection(), entry), entry, "store.connection");
            Map<String, String> tokens = authorisations.putIfAbsent(shop.authorisation(), shop.tokens());
            if (tokens != null && !tokens.equals(shop.tokens())) {
                throw new ConfigurationException(
                        entry.at("authorisation"), "another shop names it with other tokens; it has one set of tokens");
            }
        }
    }

    private static void refuseDouble(ConfigObject first, ConfigObject second, String field)
            throws ConfigurationException {
        if (first != null) {
            throw new ConfigurationException(second.at(field), "is the same as " + first.at(field));
        }
    }
}
