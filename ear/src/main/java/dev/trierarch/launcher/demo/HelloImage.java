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
 * The image of the hello example. It is made without a network: with the program's build, else on
 * this machine while the control plane starts. Where it goes is known once a node says which
 * runtime it has; the local image store gets it before, since it is most likely that.
 */
public final class HelloImage {

  private final Images images;
  private final Instance instance;
  private final CompletableFuture<Path> archive;

  private HelloImage(Images images, Instance instance, CompletableFuture<Path> archive) {
    this.images = images;
    this.instance = instance;
    this.archive = archive;
  }

  /** Begins to build it, unless that was done before, and to import it. */
  public static HelloImage prepare(Workbench workbench, Instance instance) {
    Images images = workbench.images();
    boolean local = instance.runtime().matches("auto|embedded") && instance.criSocket().isEmpty();
    return new HelloImage(
        images,
        instance,
        CompletableFuture.supplyAsync(
            () -> {
              Path file = file(workbench, images);
              if (local) {
                images.require(List.of("import", file.toString()));
              }
              return file;
            }));
  }

  private static Path file(Workbench workbench, Images images) {
    Path built = workbench.distribution().helloImage();
    if (Files.exists(built)) {
      return built;
    }
    Path file = workbench.home().directory().resolve("cache/hello.tar");
    if (!Files.exists(file)) {
      Home.makePrivate(file.getParent());
      build(images, file);
    }
    return file;
  }

  /** Writes its archive. */
  public static void build(Images images, Path file) {
    images.require(List.of("hello", file.toString()));
  }

  /** Brings it to where the nodes' runtime takes images from. */
  public String provide(ApiClient client) {
    if (!isNeeded(client)) {
      return "not needed: the hollow runtime only pretends";
    }
    Path file = await();
    String runtime = runtime(client);
    if (runtime.startsWith("embedded")) {
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
