package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.bench.robustness.process.WantedChange;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Writes, alone and in transactions, and reads what was written, now and in the past. */
final class WritingClient implements Runnable {

  private static final List<String> RESOURCES = List.of("configmaps", "secrets");
  private static final List<String> NAMESPACES = List.of("east", "west");
  private static final int NAMES = 4;
  private static final int TRANSACTION_CHANGES_MAX = 4;
  private static final int PAST_REVISIONS_MAX = 300;
  private static final int CALLS_AFTER_LOSS_MAX = 20;

  private final String name;
  private final int calls;
  private final SplittableRandom random;
  private final Stores stores;
  private final Recorder recorder;
  private final Knowledge knowledge;
  private int changes;

  WritingClient(
      String name,
      int calls,
      SplittableRandom random,
      Stores stores,
      Recorder recorder,
      Knowledge knowledge) {
    this.name = name;
    this.calls = calls;
    this.random = random;
    this.stores = stores;
    this.recorder = recorder;
    this.knowledge = knowledge;
  }

  @Override
  public void run() {
    int left = calls;
    while (left > 0 && stores.isAnyAlive()) {
      callOnce();
      left = stores.areAllAlive() ? left - 1 : Math.min(left, CALLS_AFTER_LOSS_MAX) - 1;
    }
  }

  private void callOnce() {
    int store = stores.anyAlive(random);
    int kind = random.nextInt(100);
    if (kind < 50) {
      write(store, 1);
    } else if (kind < 65) {
      write(store, 2 + random.nextInt(TRANSACTION_CHANGES_MAX - 1));
    } else if (kind < 80) {
      stores.call(name, store, Request.get(key()));
    } else if (kind < 93) {
      Request request = random.nextBoolean() ? Request.list() : Request.listCurrent();
      Answer list = stores.call(name, store, request);
      if (list.isDone()) {
        knowledge.learnAll(list);
      }
    } else {
      long revision = recorder.head() - random.nextInt(PAST_REVISIONS_MAX);
      stores.call(name, store, Request.listAt(Math.max(1, revision)));
    }
  }

  private void write(int store, int count) {
    Set<ObjectKey> keys = new LinkedHashSet<>();
    while (keys.size() < count) {
      keys.add(key());
    }
    List<WantedChange> wanted = new ArrayList<>();
    keys.forEach(key -> wanted.add(change(key)));
    Answer answer = stores.call(name, store, Request.write(wanted));
    if (answer.isDone()) {
      knowledge.learn(answer.rows());
    }
  }

  private ObjectKey key() {
    return new ObjectKey(
        RESOURCES.get(random.nextInt(RESOURCES.size())),
        NAMESPACES.get(random.nextInt(NAMESPACES.size())),
        "object-" + random.nextInt(NAMES));
  }

  /** Sometimes one that must be refused, for what is known to be there is created again. */
  private WantedChange change(ObjectKey key) {
    changes++;
    String value = name + "." + changes;
    long revision = knowledge.revisionOf(key);
    int kind = random.nextInt(100);
    if (revision == 0 || kind < 5) {
      return new WantedChange(Operation.CREATE, key, 0, value);
    }
    Operation operation = kind < 25 ? Operation.DELETE : Operation.UPDATE;
    return new WantedChange(operation, key, revision, value);
  }
}
