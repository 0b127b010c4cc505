package dev.trierarch.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.admission.AdmissionChain;
import dev.trierarch.api.FieldPath;
import dev.trierarch.api.RandomObjects;
import dev.trierarch.api.ValidObjects;
import dev.trierarch.api.ValidObjects.Accepted;
import dev.trierarch.api.protobuf.ProtobufReader;
import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.api.resource.Form;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.ObjectViews;
import dev.trierarch.api.resource.Query;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.table.TableRenderer;
import dev.trierarch.api.table.TableRenderer.IncludeObject;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.DefaultRegistry;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.memory.InMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client writes of any kind is what it reads, but for what the server adds. */
class ObjectRoundTripTest {

  private static final int OBJECTS = Integer.getInteger("roundtrip.objects", 10);

  /** Protobuf has no place for the kinds of claim templates, nor for maps and lists of nothing. */
  private static final String LEFT_OUT_BY_PROTOBUF =
      "\\.spec\\.volumeClaimTemplates\\[\\d+]\\.(apiVersion|kind): .*|.*: (\\{}|\\[]) is ";

  private static final Catalog CATALOG = new BuiltInCatalog();
  private static final List<String> GROWN = new ArrayList<>();
  private static final List<String> SMALL = new ArrayList<>();

  private final long seed = RandomObjects.seed();
  private final ValidObjects objects = new ValidObjects(new Random(seed));
  private final InstantSource clock = () -> Instant.parse("2026-01-02T03:04:05Z");
  private final Store store = new InMemoryStore(clock);
  private final Registry registry = registry();

  private Registry registry() {
    Random random = new Random(seed);
    AdmissionChain admission =
        new AdmissionChain(new Settings(Map.<String, String>of()::get), clock, random);
    return new DefaultRegistry(CATALOG, store, admission, clock, random);
  }

  private static WriteOptions options(String manager) {
    Caller admin = new Caller("admin", "", List.of("system:masters"), Map.of(), "test/v1");
    return new WriteOptions(admin, 0, false, manager, FieldValidation.STRICT);
  }

  static List<Named<ResourceType>> types() {
    return CATALOG.types().stream()
        .filter(type -> type.stored() && type.hasVerb("update"))
        .map(type -> Named.of(type.apiVersion() + " " + type.kind(), type))
        .toList();
  }

  @BeforeEach
  void makeNamespace() {
    ResourceType namespaces = CATALOG.byGroupResource("namespaces").orElseThrow();
    ObjectNode namespace = Json.object("v1", "Namespace");
    namespace.putObject("metadata").put("name", "default");
    registry.create(namespaces, "", namespace, options(""));
    ResourceType accounts = CATALOG.byGroupResource("serviceaccounts").orElseThrow();
    ObjectNode account = Json.object("v1", "ServiceAccount");
    account.putObject("metadata").put("name", "default");
    registry.create(accounts, "default", account, options(""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void whatIsWrittenIsRead(ResourceType type) {
    String namespace = type.namespaced() ? "default" : "";
    int most = 0;
    int least = FieldPath.leaves(objects.smallest(type, "x"));
    for (int i = 0; i < OBJECTS; i++) {
      ObjectNode small = objects.smallest(type, "o" + i);
      ObjectNode wanted = objects.around(type, small);
      leaveOutWhatIsDropped(type, wanted);
      WatchStream texts = watch(type, Form.Encoding.JSON);
      WatchStream frames = watch(type, Form.Encoding.PROTOBUF);
      Accepted<Written> created =
          objects.untilAccepted(
              wanted, small, object -> registry.create(type, namespace, object, options("")));
      most = Math.max(most, FieldPath.leaves(created.object()));
      ObjectNode read = read(type, namespace, created.object());
      assertHas(created.object(), read);
      assertWatched(read, texts, frames);
      assertUpdateChangesNothing(type, namespace, read);
      assertStatusIsKept(type, namespace, wanted, read);
      delete(type, namespace, created.object());
      assertApplied(type, namespace, renamed(created.object()), renamed(small));
    }
    (most > least ? GROWN : SMALL).add(type.apiVersion() + " " + type.kind());
  }

  /** Takes away a status, and what upstream drops of a new object without a word. */
  private static void leaveOutWhatIsDropped(ResourceType type, ObjectNode object) {
    object.remove("status");
    switch (type.groupResource()) {
      case "persistentvolumeclaims" ->
          object.withObject("/spec").remove(List.of("dataSource", "dataSourceRef"));
      case "serviceaccounts" ->
          object.path("secrets").forEach(secret -> ((ObjectNode) secret).retain("name"));
      case "endpointslices.discovery.k8s.io" ->
          object
              .path("endpoints")
              .forEach(endpoint -> ((ObjectNode) endpoint).remove("deprecatedTopology"));
      default -> {
        // Whoever writes any other kind finds again all that was written.
      }
    }
  }

  /** A kind with few fields may miss every throw; most kinds do not. */
  @AfterAll
  static void mostKindsHadValuesBeyondTheSmallestObject() {
    assertThat(GROWN)
        .as("kinds with more than the smallest object; without: " + SMALL)
        .hasSizeGreaterThan(3 * SMALL.size());
  }

  private ObjectNode read(ResourceType type, String namespace, ObjectNode object) {
    ObjectKey key =
        new ObjectKey(type.groupResource(), namespace, object.at("/metadata/name").stringValue());
    return ObjectViews.tree(type, store.image().get(key).orElseThrow());
  }

  private void assertHas(ObjectNode wanted, JsonNode read) {
    assertThat(FieldPath.missing(wanted, read)).as("-Dseed=" + seed).isEmpty();
  }

  private WatchStream watch(ResourceType type, Form.Encoding encoding) {
    TableRenderer tables = new TableRenderer(type.columns(), "", IncludeObject.NONE, clock);
    Form form = new Form(encoding, Form.View.WHOLE, "");
    FrameEncoder encoder = new FrameEncoder(type, form, tables, "", new FrameCache());
    Selection selection = Selection.of(type, "", Query.parse(""));
    long revision = store.image().revision();
    WatchStream stream =
        new WatchStream(selection, encoder, Collections.emptyIterator(), null, revision);
    store.watch(type.groupResource(), null, revision, stream);
    return stream;
  }

  private void assertWatched(ObjectNode read, WatchStream texts, WatchStream frames) {
    assertThat(Json.MAPPER.readTree(texts.next()).path("object"))
        .as("-Dseed=" + seed)
        .isEqualTo(read);
    byte[] frame = frames.next();
    byte[] object = ProtobufWriter.object(read);
    assertThat(frame).as("-Dseed=" + seed).endsWith(object);
    assertThat(FieldPath.missing(read, ProtobufReader.read(object)))
        .as("-Dseed=" + seed)
        .allMatch(problem -> problem.matches(LEFT_OUT_BY_PROTOBUF));
  }

  private void assertUpdateChangesNothing(ResourceType type, String namespace, ObjectNode read) {
    String name = read.at("/metadata/name").stringValue();
    Written updated =
        registry.update(type, namespace, name, "", read.deepCopy(), options("updater"));
    ObjectNode after = ObjectViews.tree(type, updated.object());
    assertHas(read, after);
    assertHas(after, read);
  }

  private void assertStatusIsKept(
      ResourceType type, String namespace, ObjectNode wanted, ObjectNode read) {
    if (!type.hasSubresource("status")) {
      return;
    }
    ObjectNode random = objects.around(type, wanted);
    ObjectNode withStatus = read.deepCopy();
    withStatus.set("status", random.path("status"));
    Accepted<Written> updated =
        objects.untilAccepted(
            withStatus,
            read,
            object ->
                registry.update(
                    type,
                    namespace,
                    read.at("/metadata/name").stringValue(),
                    "status",
                    object,
                    options("")));
    ObjectNode status = updated.object();
    status.retain("status");
    assertHas(status, ObjectViews.tree(type, updated.result().object()));
  }

  private void assertApplied(
      ResourceType type, String namespace, ObjectNode object, ObjectNode small) {
    Accepted<Written> applied =
        objects.untilAccepted(
            object,
            small,
            tried ->
                registry.apply(
                    type,
                    namespace,
                    tried.at("/metadata/name").stringValue(),
                    "",
                    tried,
                    false,
                    options("applier")));
    assertHas(applied.object(), ObjectViews.tree(type, applied.result().object()));
    assertThat(applied.result().created()).isTrue();
    delete(type, namespace, applied.object());
  }

  /** Another name where any will do: a deleted namespace stays for a while. */
  private static ObjectNode renamed(ObjectNode object) {
    ObjectNode other = object.deepCopy();
    String name = object.at("/metadata/name").stringValue();
    if (name.matches("o[0-9]+")) {
      other.withObjectProperty("metadata").put("name", "applied-" + name);
    }
    return other;
  }

  private void delete(ResourceType type, String namespace, ObjectNode object) {
    registry.delete(
        type,
        namespace,
        object.at("/metadata/name").stringValue(),
        new DeleteOptions(0L, null, null, null),
        options(""));
  }
}
