package dev.trierarch.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.ListOptions;
import dev.trierarch.api.resource.Listing;
import dev.trierarch.api.resource.Query;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.resource.StateFinder;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class VirtualKindsTest {

  private final Objects objects = new Objects();
  private final StateFinder states = new StateFinder(objects.store, Duration.ZERO);
  private final Revisions revisions = new Revisions(objects.store, states);
  private final Differences differences = new Differences(objects.store, states);
  private final Backups backups = new Backups(objects.store, objects.clock);

  /** Revisions 2 to 6. */
  @BeforeEach
  void write() {
    objects.put("configmaps", "one", "a", "{data: {x: '1'}}");
    objects.put("secrets", "two", "b", "");
    objects.put("configmaps", "one", "a", "{data: {x: '2'}}");
    objects.delete("secrets", "two", "b");
    objects.put("nodes", "", "n", "");
  }

  private Listing list(VirtualKind kind, String query) {
    Query parsed = Query.parse(query);
    return kind.list(
        Selection.of(objects.type(kind.plural() + ".trierarch.dev"), "", parsed),
        ListOptions.parse(parsed));
  }

  private static List<String> names(Listing listing) {
    return listing.objects().stream().map(object -> object.key().name()).toList();
  }

  private List<String> cells(StoredObject object) {
    JsonNode tree = object.tree();
    return objects.type(object.key().resource()).columns().stream()
        .map(column -> String.valueOf(column.cell().apply(tree, Objects.NOW)))
        .toList();
  }

  @Test
  void aRevisionTellsWhatWasDoneByWhomAndWhen() {
    StoredObject update = revisions.get("4").orElseThrow();

    assertThat(update.tree())
        .isEqualTo(
            Json.YAML.readTree(
                """
                apiVersion: trierarch.dev/v1
                kind: Revision
                metadata: {name: '4', resourceVersion: '4', creationTimestamp: '2026-01-02T03:04:05Z'}
                object: {resource: configmaps, namespace: one, name: a, uid: uid-of-a}
                operation: UPDATE
                user: test
                actor: test
                time: '2026-01-02T03:04:05.000000Z'
                previousRevision: '2'
                document:
                  apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: a, namespace: one, uid: uid-of-a, resourceVersion: '4', creationTimestamp: '2026-01-02T03:00:00Z'}
                  data: {x: '2'}
                """));
    assertThat(cells(update))
        .containsExactly(
            "4",
            "UPDATE",
            "configmaps",
            "one/a",
            "test",
            "<none>",
            "0s",
            "test",
            "2026-01-02T03:04:05.000000Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                         | 2 3 4 5 6
          fieldSelector=object.resource%3Dconfigmaps                 | 2 4
          fieldSelector=object.namespace%3Dtwo,operation%3DDELETE    | 5
          fieldSelector=object.name%3Dn                              | 6
          fieldSelector=object.uid%3Duid-of-b                        | 3 5
          fieldSelector=user!%3Dtest                                 | ''
          fieldSelector=metadata.name%3D3                            | 3
          """)
  void revisionsAreSelectedByWhatTheyTell(String query, String expected) {
    assertThat(String.join(" ", names(list(revisions, query)))).isEqualTo(expected);
    assertThat(list(revisions, query).objects())
        .allSatisfy(one -> assertThat(one.tree().has("document")).isFalse());
  }

  @Test
  void revisionsComePageByPageAndWhatIsWrittenMeanwhileIsNotAmongThem() {
    List<String> seen = new ArrayList<>();
    Listing page = list(revisions, "limit=2");
    seen.addAll(names(page));
    while (!page.continueToken().isEmpty()) {
      objects.put("nodes", "", "later-" + seen.size(), "");
      page = list(revisions, "limit=2&continue=" + page.continueToken());
      assertThat(page.revision()).isEqualTo(6);
      seen.addAll(names(page));
    }
    assertThat(seen).containsExactly("2", "3", "4", "5", "6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "0", "-1", "x", "99999999999999999999"})
  void aRevisionThatIsNotThereIsNotFound(String name) {
    assertThat(revisions.get(name)).isEmpty();
  }

  @Test
  void aCompactedRevisionIsGone() {
    objects.store.compact(4);

    assertThatThrownBy(() -> revisions.get("3")).isInstanceOf(StoreException.Compacted.class);
    assertThat(names(list(revisions, ""))).containsExactly("5", "6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                           | CREATE configmaps:one:a, CREATE nodes::n
          fieldSelector=from%3D3,to%3D5                | UPDATE configmaps:one:a, DELETE secrets:two:b
          fieldSelector=from%3D3,to%3D3                | ''
          fieldSelector=from%3D5                       | CREATE nodes::n
          fieldSelector=from%3D3,object.namespace%3Dtwo      | DELETE secrets:two:b
          fieldSelector=from%3D3,object.resource%3Dnodes     | CREATE nodes::n
          fieldSelector=from%3D3,operation%3DUPDATE    | UPDATE configmaps:one:a
          """)
  void differencesAreBetweenTheRevisionsThatAreAskedFor(String query, String expected) {
    String found =
        String.join(
            ", ",
            list(differences, query).objects().stream()
                .map(one -> one.tree().path("operation").asString() + " " + one.key().name())
                .toList());
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aDifferenceHasTheObjectBeforeAndAfterAndEachStep() {
    ObjectNode difference =
        list(differences, "fieldSelector=from%3D2,to%3D4,object.resource%3Dconfigmaps")
            .objects()
            .get(0)
            .tree();

    assertThat(difference.path("before").path("data").path("x").asString()).isEqualTo("1");
    assertThat(difference.path("after").path("data").path("x").asString()).isEqualTo("2");
    assertThat(difference.path("steps")).hasSize(1);
    assertThat(difference.path("steps").path(0).path("revision").asString()).isEqualTo("4");
    assertThat(difference.path("from").asString()).isEqualTo("2");
    assertThat(difference.path("to").asString()).isEqualTo("4");
  }

  @Test
  void differencesComePageByPage() {
    Listing first = list(differences, "limit=1&fieldSelector=from%3D3,to%3D5");
    Listing second =
        list(
            differences, "limit=1&fieldSelector=from%3D3,to%3D5&continue=" + first.continueToken());

    assertThat(names(first)).containsExactly("configmaps:one:a");
    assertThat(names(second)).containsExactly("secrets:two:b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fieldSelector=from%3D5,to%3D3",
        "fieldSelector=from%3Dyesterday",
        "fieldSelector=dreams%3D1"
      })
  void differencesThatMakeNoSenseAreRefused(String query) {
    assertThatThrownBy(() -> list(differences, query))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400));
  }

  @Test
  void aBackupIsTheStateAtOneRevision(@TempDir Path directory) throws IOException {
    assertThat(cells(backups.get("current").orElseThrow())).containsExactly("current", "6", "2");
    assertThat(backups.get("other")).isEmpty();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    backups.content().writeTo(out);

    SnapshotFile file = new SnapshotFile(directory.resolve("backup"));
    file.receive(new ByteArrayInputStream(out.toByteArray()), bytes -> {});
    List<String> keys = new ArrayList<>();
    file.read(
        new SnapshotFile.Reader() {
          @Override
          public void begin(SnapshotHeader header) {
            assertThat(header).isEqualTo(new SnapshotHeader(6, 2, Objects.NOW));
          }

          @Override
          public void object(EncodedObject object) {
            keys.add(object.key() + "@" + object.revision());
          }
        });
    assertThat(keys)
        .containsExactlyElementsOf(
            List.of("configmaps", "nodes").stream()
                .flatMap(resource -> objects.store.image().list(resource))
                .map(object -> object.key() + "@" + object.revision())
                .toList());
  }
}
