package dev.trierarch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class WellFormedTest {

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "abc, abc",
    "a\uD83D\uDE00b, a\uD83D\uDE00b",
    "\uD83D, \uFFFD",
    "a\uDE00b, a\uFFFDb",
    "\uD83D\uD83D\uDE00\uD83D, \uFFFD\uD83D\uDE00\uFFFD"
  })
  void halfAPairIsReplaced(String text, String mended) {
    assertThat(WellFormed.text(text)).isEqualTo(mended);
  }

  @Test
  void soItIsInATreesNamesAndValues() {
    JsonMapper json = JsonMapper.shared();
    var tree = json.createObjectNode();
    tree.putObject("a\uD83D").putArray("b").add("\uDE00").add(1);
    assertThat(WellFormed.tree(tree))
        .isEqualTo(json.readTree("{\"a\uFFFD\":{\"b\":[\"\uFFFD\",1]}}"));
  }
}
