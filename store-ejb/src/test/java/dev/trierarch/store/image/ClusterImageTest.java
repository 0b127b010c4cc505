package dev.trierarch.store.image;

import static dev.trierarch.store.Samples.ORIGIN;
import static dev.trierarch.store.Samples.skeleton;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ClusterImageTest {

  private ClusterImage image = ClusterImage.empty(1);
  private final List<List<Revision>> history = new ArrayList<>();

  private static ObjectKey podKey(String name) {
    return new ObjectKey("pods", "default", name);
  }

  private static ObjectNode pod(String name, String app, String node, String owner) {
    ObjectNode pod = skeleton("Pod", podKey(name));
    ObjectNode metadata = (ObjectNode) pod.get("metadata");
    metadata.putObject("labels").put("app", app);
    if (!owner.isEmpty()) {
      metadata.putArray("ownerReferences").addObject().put("kind", "ReplicaSet").put("uid", owner);
    }
    ObjectNode spec = pod.putObject("spec");
    spec.putArray("containers").addObject().put("name", "main").put("nodeName", "not-this");
    if (!node.isEmpty()) {
      spec.put("nodeName", node);
    }
    return pod;
  }

  private Revision apply(Change change) {
    WritePlan plan =
        WritePlan.of(image, List.of(new WritePlan.Write(List.of(change), ORIGIN)), Instant.EPOCH);
    assertThat(plan.outcomes().get(0).refusal()).isNull();
    image = plan.image();
    history.addAll(plan.transactions());
    return plan.outcomes().get(0).rows().get(0);
  }

  private Revision create(ObjectNode pod) {
    ObjectKey key = podKey(pod.get("metadata").get("name").asString());
    return apply(Change.create(key, Documents.encode(pod)));
  }

  private static List<String> names(List<StoredObject> objects) {
    return objects.stream().map(object -> object.key().name()).toList();
  }

  @Test
  void objectsAreFoundByLabelOwnerAndNode() {
    create(pod("a", "web", "n1", "rs-1"));
    create(pod("b", "web", "", "rs-1"));
    create(pod("c", "db", "n1", "rs-2"));

    assertThat(names(image.withLabel("pods", "app", "web"))).containsExactly("a", "b");
    assertThat(names(image.ownedBy("pods", "rs-1"))).containsExactly("a", "b");
    assertThat(names(image.dependentsOf("rs-2"))).containsExactly("c");
    assertThat(names(image.podsOnNode("n1"))).containsExactly("a", "c");
    assertThat(names(image.podsOnNode(""))).containsExactly("b");
    assertThat(image.ownedBy("secrets", "rs-1")).isEmpty();
  }

  @Test
  void theIndexesFollowUpdatesAndDeletions() {
    Revision created = create(pod("a", "web", "", "rs-1"));
    Revision bound =
        apply(
            Change.update(
                podKey("a"), created.number(), Documents.encode(pod("a", "db", "n1", ""))));

    assertThat(image.withLabel("pods", "app", "web")).isEmpty();
    assertThat(names(image.withLabel("pods", "app", "db"))).containsExactly("a");
    assertThat(image.podsOnNode("")).isEmpty();
    assertThat(image.podsOnNode("n1").get(0).revision()).isEqualTo(bound.number());
    assertThat(image.dependentsOf("rs-1")).isEmpty();

    apply(Change.delete(podKey("a"), bound.number(), Documents.encode(pod("a", "db", "n1", ""))));
    assertThat(image.podsOnNode("n1")).isEmpty();
    assertThat(image.withLabel("pods", "app", "db")).isEmpty();
    assertThat(image.count("pods")).isZero();
  }

  @Test
  void anIndexedObjectIsTheNewestEvenWhenNoLabelChanged() {
    Revision created = create(pod("a", "web", "", ""));
    Revision updated =
        apply(
            Change.update(
                podKey("a"), created.number(), Documents.encode(pod("a", "web", "", ""))));

    assertThat(image.withLabel("pods", "app", "web").get(0).revision()).isEqualTo(updated.number());
  }

  @Test
  void listsAreInOrderOfNamespaceThenName() {
    for (String place : List.of("b/x", "a-b/y", "a/z", "a/c")) {
      String[] parts = place.split("/", -1);
      ObjectKey key = new ObjectKey("pods", parts[0], parts[1]);
      apply(Change.create(key, Documents.encode(skeleton("Pod", key))));
    }

    assertThat(image.list("pods").map(object -> object.key().toString()))
        .containsExactly("pods/a/c", "pods/a/z", "pods/a-b/y", "pods/b/x");
    assertThat(names(image.list("pods", "a").toList())).containsExactly("c", "z");
    assertThat(names(image.listAfter(new ObjectKey("pods", "a", "c")).toList()))
        .containsExactly("z", "y", "x");
    assertThat(image.list("pods", "none")).isEmpty();
  }

  @Test
  void aTypedViewIsDecodedOnceAndShared() {
    create(pod("a", "web", "n1", ""));
    StoredObject object = image.get(podKey("a")).orElseThrow();

    Pod view = object.as(Pod.class);
    assertThat(view.getSpec().getNodeName()).isEqualTo("n1");
    assertThat(view.getMetadata().getResourceVersion()).isEqualTo("2");
    assertThat(object.as(Pod.class)).isSameAs(view);
    assertThat(object.tree()).isNotSameAs(object.tree());
  }

  @Test
  void oneRefusedWriteLeavesTheOthersOfTheBatchAlone() {
    ObjectKey a = podKey("a");
    ObjectKey b = podKey("b");
    Origin origin = ORIGIN;
    Change createA = Change.create(a, Documents.encode(skeleton("Pod", a)));
    Change createB = Change.create(b, Documents.encode(skeleton("Pod", b)));
    WritePlan plan =
        WritePlan.of(
            image,
            List.of(
                new WritePlan.Write(List.of(createA), origin),
                new WritePlan.Write(List.of(createB, createA), origin),
                new WritePlan.Write(List.of(createB), origin)),
            Instant.EPOCH);

    assertThat(plan.outcomes().get(1).refusal()).hasMessageContaining("pods/default/a");
    assertThat(plan.transactions()).hasSize(2);
    assertThat(plan.image().revision()).isEqualTo(3);
    assertThat(plan.outcomes().get(2).rows().get(0).number()).isEqualTo(3);
  }

  @Test
  void anImageThatIsLoadedAtOnceIsTheSameAsOneThatGrew() {
    for (int i = 0; i < 50; i++) {
      create(pod("p" + i, "app" + i % 3, i % 4 == 0 ? "" : "n" + i % 5, "rs-" + i % 7));
    }
    ImageLoader loader = new ImageLoader();
    image.list("pods").forEach(object -> loader.add((EncodedObject) object));
    ClusterImage loaded = loader.build(image.revision());

    assertThat(loaded.revision()).isEqualTo(image.revision());
    assertThat(loaded.list("pods").toList()).isEqualTo(image.list("pods").toList());
    assertThat(loaded.withLabel("pods", "app", "app1"))
        .isEqualTo(image.withLabel("pods", "app", "app1"))
        .isNotEmpty();
    assertThat(loaded.podsOnNode("")).isEqualTo(image.podsOnNode("")).isNotEmpty();
    assertThat(loaded.dependentsOf("rs-3")).isEqualTo(image.dependentsOf("rs-3")).isNotEmpty();
    image = loaded;
    create(pod("another", "app1", "n1", "rs-3"));
    assertThat(names(image.withLabel("pods", "app", "app1"))).contains("another", "p1");
  }

  /** The image against a plain map, through random changes and all the way back. */
  @Test
  void anyHistoryCanBeTakenBackStepByStep() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    List<Map<ObjectKey, Long>> states = new ArrayList<>();
    TreeMap<ObjectKey, Long> state = new TreeMap<>();
    states.add(Map.of());
    for (int step = 0; step < 300; step++) {
      ObjectKey key = podKey("p" + random.nextInt(12));
      ObjectNode pod = pod(key.name(), "app" + random.nextInt(3), "n" + random.nextInt(3), "o");
      Long current = state.get(key);
      if (current == null) {
        state.put(key, apply(Change.create(key, Documents.encode(pod))).number());
      } else if (random.nextInt(3) == 0) {
        apply(Change.delete(key, current, Documents.encode(pod)));
        state.remove(key);
      } else {
        state.put(key, apply(Change.update(key, current, Documents.encode(pod))).number());
      }
      states.add(Map.copyOf(state));
    }

    for (int step = 300; step >= 0; step--) {
      ClusterImage past = Rewind.to(1 + step, image, history.subList(step, 300));
      Map<ObjectKey, Long> found = new TreeMap<>();
      past.list("pods").forEach(object -> found.put(object.key(), object.revision()));
      assertThat(found).as("step %d, seed %d", step, seed).isEqualTo(states.get(step));
      assertThat(past.dependentsOf("o")).as("seed %d", seed).hasSize(found.size());
    }
  }
}
