package dev.trierarch.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.admission.AdmissionChain;
import dev.trierarch.api.RandomObjects;
import dev.trierarch.api.ValidObjects;
import dev.trierarch.api.protobuf.ProtobufWriter;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.ObjectViews;
import dev.trierarch.api.table.TableRenderer;
import dev.trierarch.api.table.TableRenderer.IncludeObject;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.fuzz.Mutations;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.DefaultRegistry;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.Store;
import dev.trierarch.store.memory.InMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever is written of any kind is taken or refused, and what is taken can be shown. {@code
 * -Dhostile.objects=N} tries more, {@code -Dseed=N} others.
 */
class HostileObjectsTest {

  private static final int OBJECTS = Integer.getInteger("hostile.objects", 40);
  private static final Catalog CATALOG = new BuiltInCatalog();

  private final long seed = RandomObjects.seed();
  private final Random random = new Random(seed);
  private final ValidObjects objects = new ValidObjects(random);
  private final Mutations mutations = new Mutations(random);
  private final InstantSource clock = () -> Instant.parse("2026-01-02T03:04:05Z");
  private final Store store = new InMemoryStore(clock);
  private final Registry registry =
      new DefaultRegistry(
          CATALOG,
          store,
          new AdmissionChain(new Settings(Map.<String, String>of()::get), clock, random),
          clock,
          random);

  static List<Named<ResourceType>> types() {
    return CATALOG.types().stream()
        .filter(type -> type.stored() && type.hasVerb("update"))
        .map(type -> Named.of(type.apiVersion() + " " + type.kind(), type))
        .toList();
  }

  private static WriteOptions options() {
    Caller admin = new Caller("admin", "", List.of("system:masters"), Map.of(), "test/v1");
    return new WriteOptions(admin, 0, false, "fuzz", FieldValidation.IGNORE);
  }

  @BeforeEach
  void makeNamespace() {
    ObjectNode namespace = Json.object("v1", "Namespace");
    namespace.putObject("metadata").put("name", "default");
    registry.create(CATALOG.byGroupResource("namespaces").orElseThrow(), "", namespace, options());
    ObjectNode account = Json.object("v1", "ServiceAccount");
    account.putObject("metadata").put("name", "default");
    registry.create(
        CATALOG.byGroupResource("serviceaccounts").orElseThrow(), "default", account, options());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void whateverIsWrittenIsTakenOrRefused(ResourceType type) {
    String namespace = type.namespaced() ? "default" : "";
    for (int i = 0; i < OBJECTS; i++) {
      ObjectNode small = objects.smallest(type, "o" + i);
      String name = small.at("/metadata/name").stringValue();
      ObjectNode wanted = i % 3 == 0 ? objects.around(type, small) : small;
      ValidObjects.Accepted<Written> kept =
          objects.untilAccepted(
              wanted, small, tried -> registry.create(type, namespace, tried, options()));
      ObjectNode read = ObjectViews.tree(type, kept.result().object());
      tried(type, read, it -> registry.update(type, namespace, name, "", it, options()));
      tried(type, read, it -> registry.update(type, namespace, name, "status", it, options()));
      read.withObjectProperty("metadata").remove(List.of("managedFields", "resourceVersion"));
      tried(type, read, it -> registry.apply(type, namespace, name, "", it, true, options()));
      registry.delete(type, namespace, name, new DeleteOptions(0L, null, null, null), options());
      tried(type, wanted, it -> registry.create(type, namespace, it, options()))
          .map(written -> written.object().key())
          .ifPresent(
              key ->
                  registry.delete(
                      type,
                      key.namespace(),
                      key.name(),
                      new DeleteOptions(0L, null, null, null),
                      options()));
    }
  }

  private interface Write {
    Written of(ObjectNode object);
  }

  private Optional<Written> tried(ResourceType type, ObjectNode object, Write write) {
    ObjectNode spoiled = object.deepCopy();
    mutations.spoil(spoiled, 1 + random.nextInt(3));
    try {
      Written written = write.of(spoiled.deepCopy());
      show(type, written);
      return Optional.of(written);
    } catch (ApiException refusal) {
      assertThat(refusal.code())
          .as(() -> "-Dseed=" + seed + ": " + refusal.getMessage() + " of " + spoiled)
          .isBetween(400, 499);
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new AssertionError("-Dseed=" + seed + ": " + e + " of " + spoiled, e);
    }
  }

  private void show(ResourceType type, Written written) {
    ObjectNode tree = ObjectViews.tree(type, written.object());
    assertThat(ProtobufWriter.object(tree)).isNotEmpty();
    TableRenderer tables = new TableRenderer(type.columns(), "", IncludeObject.NONE, clock);
    assertThat(tables.row(tree).path("cells").size()).isPositive();
  }
}
