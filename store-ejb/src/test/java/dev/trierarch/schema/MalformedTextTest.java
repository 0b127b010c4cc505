package dev.trierarch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class MalformedTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"password": hidden}    | Unrecognized token (line 1, column 14)
          {"password": "hidden"   | Unexpected end-of-input: expected close marker for Object (line 1, column 22)
          {"password": "hidden" x | Unexpected character (line 1, column 23)
          """)
  void whatIsWrongIsSaidAndWhereAndNothingIsRepeated(String text, String problem) {
    JacksonException failure =
        catchThrowableOfType(JacksonException.class, () -> JsonMapper.shared().readTree(text));

    assertThat(MalformedText.problem(failure)).isEqualTo(problem).doesNotContain("hidden");
  }

  @Test
  void anEscapeThatTheTextEndsInIsNamedAsSuch() {
    String text = "{\"password\": \"hidden\", \"port\": \"\\u";
    JacksonException failure =
        catchThrowableOfType(JacksonException.class, () -> new YAMLMapper().readTree(text));

    assertThat(MalformedText.problem(failure))
        .startsWith("Malformed number or escape (line 1")
        .doesNotContain("hidden");
  }
}
