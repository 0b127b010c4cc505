package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.ApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "resourceVersion=0",
        "resourceVersion=5&resourceVersionMatch=Exact",
        "resourceVersion=0&resourceVersionMatch=NotOlderThan",
        "continue=c"
      })
  void aListMaySay(String query) {
    assertThatCode(() -> ReadRules.checkList(Query.parse(query))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          resourceVersionMatch=Exact                                 | resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided
          resourceVersion=5&resourceVersionMatch=Exact&continue=c    | resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided
          resourceVersion=0&resourceVersionMatch=Exact               | resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"
          resourceVersion=5&resourceVersionMatch=Newest              | resourceVersionMatch: Unsupported value: "Newest": supported values: "Exact", "NotOlderThan", ""
          sendInitialEvents=true                                     | sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list
          """)
  void aListMayNotSay(String query, String problem) {
    assertThatThrownBy(() -> ReadRules.checkList(Query.parse(query)))
        .hasMessage("ListOptions.meta.k8s.io \"\" is invalid: " + problem)
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(422);
              assertThat(refusal.details().kind()).isEqualTo("ListOptions");
              assertThat(refusal.details().causes()).hasSize(1);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sendInitialEvents=true                                      | resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan
          resourceVersion=5&resourceVersionMatch=NotOlderThan         | resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided
          sendInitialEvents=false&resourceVersionMatch=NotOlderThan&continue=c | resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided
          sendInitialEvents=true&resourceVersionMatch=Exact           | [resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value: "Exact": supported values: "NotOlderThan"]
          """)
  void aWatchMayNotSay(String query, String problem) {
    assertThatThrownBy(() -> ReadRules.checkWatch(Query.parse(query)))
        .hasMessage("ListOptions.meta.k8s.io \"\" is invalid: " + problem);
  }
}
