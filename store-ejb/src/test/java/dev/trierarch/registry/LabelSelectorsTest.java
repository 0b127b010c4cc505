package dev.trierarch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorsTest {

  private static final Map<String, String> LABELS =
      Map.of("app", "web", "tier", "front", "level", "5", "empty", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app=web                    | true",
        "app==web                   | true",
        "app=db                     | false",
        "app!=db                    | true",
        "absent!=x                  | true",
        "app in (web, db)           | true",
        "app in (db)                | false",
        "app notin (db)             | true",
        "absent notin (db)          | true",
        "app                        | true",
        "absent                     | false",
        "!absent                    | true",
        "!app                       | false",
        "app=web,tier=front         | true",
        "app=web,tier=back          | false",
        "level>4                    | true",
        "level<5                    | false",
        "app>4                      | false",
        "empty=                     | true",
        "empty in (,x)              | true",
        "empty in ()                | true",
        "in in (in)                 | false",
      })
  void theTextFormMatchesAsUpstreamDoes(String selector, boolean matches) {
    assertThat(LabelSelectors.parse(selector).matches(LABELS)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "=a        | found '=', expected: !, identifier, or 'end of string'",
        "a=b,      | found '', expected: identifier after ','",
        "a b       | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
        "a=b c     | found 'c', expected: ',' or 'end of string'",
        "a in b    | unable to parse requirement: found 'b' expected: '('",
        "a in (b   | unable to parse requirement: found '', expected: ',' or ')'",
        "!=b       | found '!=', expected: !, identifier, or 'end of string'",
        "a>b       | unable to parse requirement: values[0]: Invalid value: \"\"b\"\": for 'Gt', 'Lt' operators, the value must be an integer",
      })
  void whatIsNoSelectorIsRefusedInUpstreamsWords(String selector, String message) {
    assertThatThrownBy(() -> LabelSelectors.parse(selector))
        .isInstanceOf(ApiException.class)
        .hasMessage(message.replace("\"\"", "\""));
  }

  @Test
  void aKeyThatIsNoQualifiedNameIsRefused() {
    assertThatThrownBy(() -> LabelSelectors.parse("a_/b=c"))
        .hasMessageStartingWith(
            "unable to parse requirement: <nil>: Invalid value: \"a_/b\": prefix part a lowercase"
                + " RFC 1123 subdomain must consist of");
  }

  @Test
  void anEmptySelectorMatchesAllAndNoSelectorMatchesNothing() {
    assertThat(LabelSelectors.parse("").matches(LABELS)).isTrue();
    assertThat(LabelSelectors.of(new LabelSelectorBuilder().build()).matches(LABELS)).isTrue();
    assertThat(LabelSelectors.of(null).matches(LABELS)).isFalse();
  }

  @Test
  void aSelectorObjectJoinsLabelsAndExpressions() {
    var selector =
        new LabelSelectorBuilder()
            .addToMatchLabels("app", "web")
            .addNewMatchExpression()
            .withKey("tier")
            .withOperator("NotIn")
            .withValues("back")
            .endMatchExpression()
            .build();
    assertThat(LabelSelectors.of(selector).matches(LABELS)).isTrue();
    assertThat(LabelSelectors.of(selector).matches(Map.of("app", "web", "tier", "back"))).isFalse();
  }

  @Test
  void aLabelFixedToOneValueCanBeLookedUpInTheIndex() {
    assertThat(LabelSelectors.parse("x,app=web").exactLabel()).contains(Map.entry("app", "web"));
    assertThat(LabelSelectors.parse("app in (web,db)").exactLabel()).isEmpty();
  }
}
