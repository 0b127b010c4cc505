package dev.trierarch.node.runtime.cri;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.image.ContainerdImport;
import dev.trierarch.node.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A containerd for one test class, with folders, socket and pod network of its own. */
public final class PrivateContainerd {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Process process;

  private PrivateContainerd(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  public static PrivateContainerd start(String podCidr) throws IOException, InterruptedException {
    // A socket's path must be short.
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "ctrd");
    Path networks = Files.createDirectories(directory.resolve("cni"));
    Files.writeString(networks.resolve("10-test.conflist"), network(podCidr, directory));
    Path config = directory.resolve("config.toml");
    Files.writeString(config, config(directory));
    Process process =
        new ProcessBuilder("containerd", "--config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("containerd.log").toFile())
            .start();
    PrivateContainerd containerd = new PrivateContainerd(directory, process);
    containerd.awaitSocket();
    for (Path archive :
        List.of(
            TestImages.busybox(directory.resolve("busybox.tar")),
            TestImages.pause(directory.resolve("pause.tar")))) {
      ContainerdImport.importArchive(archive, Optional.of(containerd.socket()));
    }
    return containerd;
  }

  public Path socket() {
    return directory.resolve("c.sock");
  }

  private void awaitSocket() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> ask = List.of("ctr", "--address", socket().toString(), "version");
    while (new ProcessBuilder(ask)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        != 0) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IllegalStateException(
            "containerd does not start: " + Files.readString(directory.resolve("containerd.log")));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static String config(Path directory) {
    return """
        version = 2
        root = "%1$s/root"
        state = "%1$s/state"
        [grpc]
          address = "%1$s/c.sock"
        [plugins."io.containerd.grpc.v1.cri"]
          sandbox_image = "%2$s"
          restrict_oom_score_adj = true
          disable_apparmor = true
          tolerate_missing_hugetlb_controller = true
          stream_server_address = "127.0.0.1"
          stream_server_port = "0"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
          runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          SystemdCgroup = false
        [plugins."io.containerd.grpc.v1.cri".cni]
          bin_dir = "/usr/lib/cni"
          conf_dir = "%1$s/cni"
        """
        .formatted(directory, TestImages.PAUSE);
  }

  private static String network(String podCidr, Path directory) {
    return """
        {"cniVersion": "0.4.0", "name": "test", "plugins": [
          {"type": "ptp", "ipMasq": false,
           "ipam": {"type": "host-local", "dataDir": "%s/ipam",
                    "ranges": [[{"subnet": "%s"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
        """
        .formatted(directory, podCidr);
  }

  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    for (Path mount : mounts()) {
      new ProcessBuilder("umount", "-l", mount.toString()).start().waitFor();
    }
    FileTrees.delete(directory);
  }

  private List<Path> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .map(line -> Path.of(line.split(" ", -1)[1]))
        .filter(path -> path.startsWith(directory))
        .toList();
  }
}
