package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Defaults and rules of all kinds, each by an example and what is wrong with changes of it. */
class EveryKindTest {

  private static Stream<String> kinds() {
    return Examples.all().stream().map(object -> object.get("kind").asString());
  }

  private static StrategyCase example(String kind) {
    ObjectNode object = Examples.of(kind);
    return new StrategyCase(object.get("apiVersion").asString(), kind, object.toString());
  }

  @Test
  void everyKindThatIsStoredHasAnExample() {
    assertThat(new BuiltInCatalog().types())
        .filteredOn(ResourceType::stored)
        .extracting(ResourceType::kind)
        .allSatisfy(kind -> assertThat(kinds()).contains(kind));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aGoodObjectHasNoProblems(String kind) {
    assertThat(example(kind).problemsWith("", "")).isEmpty();
    assertThat(example(kind).problemsOfUpdate("", "")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void defaultsAreFilledInOnce(String kind) {
    ObjectNode once = example(kind).object();
    ObjectNode twice = once.deepCopy();
    example(kind).strategy().setDefaults(twice);
    assertThat(twice).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/catalog/problems.csv", delimiter = '|', quoteCharacter = '\u0001')
  void whatIsWrongIsSaidWithItsField(String kind, String pointer, String value, String problem) {
    String first = example(kind).problemsWith(pointer, value).get(0);
    assertThat(first.lines()).first().isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/catalog/statuses.csv", delimiter = '|', quoteCharacter = '\u0001')
  void whatIsReportedHasRulesToo(String kind, String before, String after, String problem) {
    assertThat(example(kind).problemsOfStatus(before, before)).isEmpty();
    assertThat(example(kind).problemsOfStatus(before, after))
        .isEqualTo(problem == null ? List.of() : List.of(problem));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nobodyIsWarnedOfAGoodObject(String kind) {
    assertThat(example(kind).warningsWith("", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/catalog/warnings.csv", delimiter = '|', quoteCharacter = '\u0001')
  void whoeverWritesInVainIsWarned(String kind, String pointer, String value, String warning) {
    assertThat(example(kind).warningsWith(pointer, value))
        .isEqualTo(warning == null ? List.of() : List.of(warning));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/catalog/immutables.csv", delimiter = '|', quoteCharacter = '\u0001')
  void whatIsForGoodMayNotChange(String kind, String pointer, String value, String problem) {
    List<String> problems = example(kind).problemsOfUpdate(pointer, value);
    assertThat(problems).contains(problem);
  }
}
