package dev.ordersync.aws.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Ids of messages and attempts. AWS's are UUIDs, joined by a slash and perhaps ending in one letter: 16 bytes each
 * instead of 36. Any other text is kept as it is.
 */
final class CompactId {
    private static final int UUID_BYTES = 16;
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + "(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})*(/[a-z])?");

    private CompactId() {}

    static AttributeValue encode(String id) {
        if (!UUIDS.matcher(id).matches()) {
            return AttributeValue.fromS(id);
        }
        String[] parts = id.split("/");
        boolean letter = parts[parts.length - 1].length() == 1;
        int uuids = letter ? parts.length - 1 : parts.length;
        ByteBuffer bytes = ByteBuffer.allocate(uuids * UUID_BYTES + (letter ? 1 : 0));
        for (int i = 0; i < uuids; i++) {
            UUID uuid = UUID.fromString(parts[i]);
            bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        }
        if (letter) {
            bytes.put(parts[uuids].getBytes(StandardCharsets.US_ASCII));
        }
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes.array()));
    }

    static String decode(AttributeValue value) {
        if (value.s() != null) {
            return value.s();
        }
        ByteBuffer bytes = value.b().asByteBuffer();
        List<String> parts = new ArrayList<>();
        while (bytes.remaining() >= UUID_BYTES) {
            parts.add(new UUID(bytes.getLong(), bytes.getLong()).toString());
        }
        if (bytes.hasRemaining()) {
            parts.add(Character.toString(bytes.get()));
        }
        return String.join("/", parts);
    }
}
