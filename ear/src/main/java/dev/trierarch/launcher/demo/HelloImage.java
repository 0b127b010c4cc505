package dev.trierarch.launcher.demo;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.cluster.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The image of the hello example. It is built on this machine, without a network, while the control
 * plane starts; where it goes is known once a node says which runtime it has.
 */
public final class HelloImage {

  private final Images images;
  private final CompletableFuture<Path> archive;

  private HelloImage(Images images, CompletableFuture<Path> archive) {
    this.images = images;
    this.archive = archive;
  }

  /** Begins to build it, unless it was built here before. */
  public static HelloImage prepare(Workbench workbench) {
    Images images = workbench.images();
    Path file = workbench.home().directory().resolve("cache/hello.tar");
    if (Files.exists(file)) {
      return new HelloImage(images, CompletableFuture.completedFuture(file));
    }
    Home.makePrivate(file.getParent());
    return new HelloImage(
        images,
        CompletableFuture.supplyAsync(
            () -> {
              images.require(List.of("hello", file.toString()));
              return file;
            }));
  }

  /** Brings it to where the nodes' runtime takes images from. */
  public String provide(ApiClient client, Instance instance) {
    if (!isNeeded(client)) {
      return "not needed: the hollow runtime only pretends";
    }
    Path file = await();
    String runtime = runtime(client);
    if (runtime.startsWith("embedded")) {
      images.require(List.of("import", file.toString()));
      return "in the local image store";
    }
    List<String> arguments = new ArrayList<>(List.of("import", "--runtime", "cri"));
    if (!instance.criSocket().isEmpty()) {
      arguments.addAll(List.of("--cri-socket", instance.criSocket()));
    }
    arguments.add(file.toString());
    images.require(arguments);
    return "imported into " + runtime;
  }

  /** Whether the nodes really run it. */
  public boolean isNeeded(ApiClient client) {
    return !runtime(client).startsWith("hollow");
  }

  private static String runtime(ApiClient client) {
    return new Nodes(client).node(Instance.agentName(1)).map(Nodes::runtime).orElse("embedded");
  }

  private Path await() {
    try {
      return archive.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Problem problem) {
        throw problem;
      }
      throw e;
    }
  }
}
