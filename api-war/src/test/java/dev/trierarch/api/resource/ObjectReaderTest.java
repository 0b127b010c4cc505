package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.registry.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectReaderTest {

  private Objects objects;
  private ObjectReader reader;

  @BeforeEach
  void start() {
    objects = new Objects();
    reader = new ObjectReader(new StateFinder(objects.store, Duration.ZERO));
    for (String name : List.of("a", "b", "c", "d")) {
      objects.put("pods", "one", name, "{metadata: {labels: {n: " + name + "}}}");
    }
    objects.put("pods", "two", "e", "{metadata: {labels: {n: e}}, spec: {nodeName: n1}}");
    objects.put("nodes", "", "n1", "");
  }

  private Listing list(String namespace, String query) {
    Query parsed = Query.parse(query);
    return reader.list(
        Selection.of(objects.type("pods"), namespace, parsed), ListOptions.parse(parsed));
  }

  private static List<String> names(Listing listing) {
    return listing.objects().stream().map(object -> object.key().name()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''  | ''                                        | a b c d e
          one | ''                                        | a b c d
          one | labelSelector=n%3Da                       | a
          two | labelSelector=n%3Da                       | ''
          ''  | labelSelector=n+in+(a,e)                  | a e
          ''  | labelSelector=!n                          | ''
          ''  | fieldSelector=spec.nodeName%3Dn1          | e
          one | fieldSelector=spec.nodeName%3Dn1          | ''
          one | fieldSelector=metadata.name%3Db           | b
          ''  | fieldSelector=metadata.name%3Db           | b
          ''  | fieldSelector=metadata.namespace!%3Done   | e
          """)
  void selectorsSelect(String namespace, String query, String names) {
    assertThat(String.join(" ", names(list(namespace, query)))).isEqualTo(names);
  }

  @Test
  void pagesAreOfOneRevisionWhateverIsWrittenMeanwhile() {
    List<String> seen = new ArrayList<>();
    Listing page = list("", "limit=2");
    long revision = page.revision();
    assertThat(page.remaining()).isEqualTo(3);
    seen.addAll(names(page));
    objects.delete("pods", "one", "c");
    objects.put("pods", "one", "bb", "");
    while (!page.continueToken().isEmpty()) {
      page = list("", "limit=2&continue=" + page.continueToken());
      assertThat(page.revision()).isEqualTo(revision);
      seen.addAll(names(page));
    }
    assertThat(seen).containsExactly("a", "b", "c", "d", "e");
    assertThat(names(list("", ""))).containsExactly("a", "b", "bb", "d", "e");
  }

  @ParameterizedTest
  @CsvSource({
    "continue=garbage",
    "resourceVersionMatch=Exact",
    "resourceVersion=0&resourceVersionMatch=Exact",
    "resourceVersion=1&resourceVersionMatch=Sometimes",
    "resourceVersion=x",
    "limit=-1",
    "labelSelector=a%3D%3D%3D",
    "fieldSelector=spec.dreams%3D1"
  })
  void whatMakesNoSenseIsRefused(String query) {
    assertThatThrownBy(() -> list("", query))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isBetween(400, 422));
  }

  @Test
  void aMissingObjectIsNotFound() {
    assertThatThrownBy(() -> reader.get(objects.type("pods"), "one", "x", null))
        .hasMessage("pods \"x\" not found");
  }
}
