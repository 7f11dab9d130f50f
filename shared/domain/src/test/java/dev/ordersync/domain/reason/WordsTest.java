package dev.ordersync.domain.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void leavesShortTextsAlone() {
        assertThat(Words.cut("Crochet Top", 11)).isEqualTo("Crochet Top");
        assertThat(Words.cut(null, 5)).isEmpty();
    }

    @Test
    void cutsToTheLengthAndShowsThatItDid() {
        assertThat(Words.cut("Crochet Top", 8)).isEqualTo("Crochet…").hasSize(8);
        assertThat(Words.cut("Crochet Top", 1)).isEqualTo("…");
    }

    @Test
    void neverHalvesACharacter() {
        assertThat(Words.cut("ab\uD83D\uDC57cd", 4)).isEqualTo("ab…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "毛", "\uD83D\uDC57"})
    void fitsAReasonsArgumentsIntoThreeHundredBytes(String character) {
        Map<String, String> fitted = Words.fit(Map.of(
                "sku", "2729382476852921560", "sellerSku", character.repeat(60), "title", character.repeat(5_000)));

        int bytes = fitted.entrySet().stream()
                .mapToInt(arg -> (arg.getKey() + arg.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(bytes).isBetween(280, 300);
        assertThat(fitted).containsEntry("sku", "2729382476852921560");
        assertThat(fitted.get("title")).startsWith(character).endsWith("…");
    }

    @Test
    void leavesArgumentsThatFitAsTheyAre() {
        Map<String, String> args = Map.of("sku", "1", "title", "Mug");

        assertThat(Words.fit(args)).isEqualTo(args);
    }
}
