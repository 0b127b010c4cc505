package dev.trierarch.node.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.node.image.ImageStore;
import dev.trierarch.node.image.TestImages;
import dev.trierarch.node.image.hello.HelloImage;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.Security;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers of the embedded runtime see and may do, as root. */
@Tag("root")
class EmbeddedRuntimeTest {
  @TempDir static Path images;
  @TempDir Path directory;
  private Pods pods;

  @BeforeAll
  static void importBusybox() throws IOException {
    new ImageStore(images).importArchive(TestImages.busybox(images.resolve("busybox.tar")));
  }

  @BeforeEach
  void open() {
    pods = new Pods(directory, images);
  }

  @AfterEach
  void close() {
    pods.close();
  }

  @Test
  void outputIsLoggedWithItsStreamsApart() {
    Instant before = Instant.now();
    Pods.Pod pod = pods.sh("echo one; echo two >&2; echo three").start();
    assertThat(pod.ended().exitCode()).isZero();
    assertThat(pod.output("stdout")).containsExactly("one", "three");
    assertThat(pod.output("stderr")).containsExactly("two");
    assertThat(pod.logLines())
        .allSatisfy(
            line -> {
              assertThat(line)
                  .matches(
                      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z std(out|err) F \\w+");
              assertThat(Instant.parse(line.substring(0, line.indexOf(' '))))
                  .isBetween(before.minusSeconds(1), Instant.now());
            });
  }

  @Test
  void aLongLineIsCutIntoPieces() {
    Pods.Pod other = pods.sh("echo $(yes x | head -n 10000)").start();
    other.ended();
    List<String> tags = other.logLines().stream().map(l -> l.split(" ", 4)[2]).toList();
    assertThat(tags).containsExactly("P", "F");
    assertThat(other.output("stdout").get(0)).hasSize(LogLines.PIECE_BYTES_MAX);
    assertThat(String.join("", other.output("stdout"))).hasSize(19_999);
  }

  @Test
  void outputIsCopiedWhileTheContainerRuns() {
    Pods.Pod pod = pods.sh("echo ready; sleep 1000").start();
    Pods.waitUntil("the line is logged", () -> pod.output("stdout").contains("ready"));
    assertThat(pod.state().phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aRenamedLogIsOpenedAnew() throws IOException {
    Pods.Pod writer = pods.sh("i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done").start();
    Pods.waitUntil("there is output", () -> writer.logLines().size() > 2);
    Path rotated = writer.log().resolveSibling("0.log.1");
    Files.move(writer.log(), rotated);
    pods.runtime().reopenLog(writer.id());
    Pods.waitUntil("the new log grows", () -> writer.logLines().size() > 2);
    int last = Files.readAllLines(rotated).size();
    assertThat(writer.output("stdout").get(0)).isEqualTo(Integer.toString(last + 1));
  }

  @Test
  void anInputStaysOpenWhoeverComesAndGoes() throws IOException {
    Pods.Pod pod =
        pods.sh("while read -r line; do echo got $line; done")
            .security(
                new Security(1000L, 1000L, List.of(), false, false, true, List.of(), List.of()))
            .withInput();
    pod.start();
    for (String word : List.of("one", "two")) {
      try (RunningCommand attached = pods.runtime().attach(pod.id(), true, false)) {
        attached.stdin().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        Pods.waitUntil("it is heard", () -> pod.output("stdout").contains("got " + word));
      }
      pods.reopen();
    }
    assertThat(pod.state().phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aTerminalIsTheContainersOwnAndPassesItsSignals() throws IOException {
    Pods.Pod pod =
        pods.sh("trap 'echo interrupted; exit 5' INT; echo $TERM; while :; do sleep 0.1; done")
            .withTerminal()
            .start();
    Pods.waitUntil("it has begun", () -> !pod.output("stdout").isEmpty());
    try (RunningCommand attached = pods.runtime().attach(pod.id(), true, true)) {
      attached.stdin().write(3);
      assertThat(new String(attached.stdout().readAllBytes(), StandardCharsets.UTF_8))
          .contains("interrupted");
    }
    assertThat(pod.ended().exitCode()).isEqualTo(5);
    assertThat(pod.output("stdout").get(0)).isEqualTo("xterm");
  }

  @Test
  void aContainerOutlivesItsAgentAndLosesNoOutput() {
    Pods.Pod pod =
        pods.sh("i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo line $i; sleep 0.01; done").start();
    Pods.waitUntil("there is output", () -> pod.logLines().size() > 20);
    ContainerState before = pod.state();
    for (int i = 0; i < 3; i++) {
      pods.reopen();
      ContainerState after = pod.state();
      assertThat(after.phase()).isEqualTo(Phase.RUNNING);
      assertThat(after.startedAt()).isEqualTo(before.startedAt());
      int seen = pod.logLines().size();
      Pods.waitUntil("output goes on", () -> pod.logLines().size() > seen);
    }
    assertThat(pod.ended().exitCode()).isZero();
    assertThat(pod.output("stdout"))
        .isEqualTo(IntStream.rangeClosed(1, 400).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void anEndWhileTheAgentIsAwayIsKnownAfterwards() {
    Pods.Pod pod = pods.sh("while ! [ -e /signal/go ]; do sleep 0.02; done; echo bye; exit 7");
    Path signal = directory.resolve("signal");
    pod.mount(makeFolder(signal), "/signal", true).start();
    pods.runtime().close();
    writeFile(signal.resolve("go"));
    Path end = directory.resolve("state/containers").resolve(pod.id()).resolve("exit");
    Pods.waitUntil("it has ended", () -> Files.exists(end));
    Instant endedAt = Instant.now();
    pods.open();
    assertThat(pod.state().phase()).isEqualTo(Phase.EXITED);
    assertThat(pod.state().exitCode()).isEqualTo(7);
    assertThat(pod.state().finishedAt()).isBefore(endedAt);
    assertThat(pod.output("stdout")).containsExactly("bye");
  }

  @Test
  void muchOutputWhileTheAgentIsAwayDoesNotStopAContainer() {
    Pods.Pod pod = pods.sh("while ! [ -e /signal/go ]; do sleep 0.02; done; yes | head -n 1000000");
    Path signal = directory.resolve("signal");
    pod.mount(makeFolder(signal), "/signal", true).start();
    pods.runtime().close();
    writeFile(signal.resolve("go"));
    Path end = directory.resolve("state/containers").resolve(pod.id()).resolve("exit");
    Pods.waitUntil("it has ended", () -> Files.exists(end));
    pods.open();
    assertThat(pod.ended().exitCode()).isZero();
    assertThat(pod.logLines()).hasSize(1_000_000);
  }

  @Test
  void aContainerSeesOnlyItsOwnProcessesAndName() {
    Pods.Pod pod = pods.waiting().start();
    assertThat(pod.exec("hostname")).isEqualTo("pod-host");
    assertThat(pod.exec("echo $HOSTNAME")).isEqualTo("pod-host");
    assertThat(pod.exec("ls /proc | grep -c '^[0-9]*$'"))
        .satisfies(count -> assertThat(Integer.parseInt(count)).isLessThan(8));
    assertThat(pod.exec("cat /etc/resolv.conf"))
        .isEqualTo("search svc.cluster.local\nnameserver 10.96.0.10\noptions ndots:5");
  }

  @Test
  void aContainerCannotReachTheMachineAroundIt() {
    Pods.Pod pod = pods.waiting().start();
    assertThat(pod.exec("ls /.trierarch/host")).isEmpty();
    assertThat(pod.exec("ls -d /proc/1/root/usr/lib/jvm")).contains("No such file");
    assertThat(pod.exec("cd /.trierarch/tools && ls ../../../../usr/lib/jvm"))
        .contains("No such file");
    assertThat(pod.exec("mknod /disk b 253 0")).contains("not permitted");
    assertThat(pod.exec("echo 1 >/proc/sys/kernel/panic")).contains("Read-only");
    assertThat(pod.exec("cat /proc/keys 2>/dev/null | wc -c")).isEqualTo("0");
    assertThat(pod.exec("touch /.trierarch/tools/x")).contains("Read-only");
    assertThat(pod.exec("mount -t tmpfs none /tmp")).containsIgnoringCase("permi");
  }

  @Test
  void aHostileLoaderConfigurationIsNotRead() throws IOException {
    Path preload = Files.writeString(directory.resolve("preload"), "/evil.so\n");
    Pods.Pod pod = pods.waiting().mount(preload, "/etc/ld.so.preload", true).start();
    // The C library complains loudly about a preload that it cannot find.
    assertThat(pod.exec("true")).isEmpty();
    assertThat(pod.exec("cat /etc/ld.so.preload")).isEqualTo("/evil.so");
  }

  @Test
  void theCommandRunsAsTheUserThatIsAskedFor() {
    Pods.Pod pod =
        pods.waiting()
            .security(
                new Security(
                    1000L, null, List.of(2000L), false, false, false, List.of(), List.of()))
            .start();
    assertThat(pod.exec("id")).isEqualTo("uid=1000(web) gid=1001(web) groups=1002(logs),2000");
    assertCapabilities(pod, "0000000000000000");
    assertThat(pod.exec("grep NoNewPrivs /proc/1/status")).endsWith("1");
    assertThat(pod.exec("echo $HOME")).isEqualTo("/home");
  }

  @Test
  void capabilitiesAreTheUsualOnesUnlessChanged() {
    Pods.Pod usual = pods.waiting().start();
    assertCapabilities(usual, "00000000a00425fb");
    Pods.Pod none =
        pods.waiting()
            .security(
                new Security(null, null, List.of(), false, false, true, List.of(), List.of("ALL")))
            .start();
    assertCapabilities(none, "0000000000000000");
    assertThat(none.exec("grep CapBnd /proc/self/status")).endsWith("0000000000000000");
    Pods.Pod added =
        pods.waiting()
            .security(
                new Security(
                    null,
                    null,
                    List.of(),
                    false,
                    false,
                    true,
                    List.of("NET_ADMIN"),
                    List.of("ALL")))
            .start();
    assertCapabilities(added, "0000000000001000");
  }

  @Test
  void aReadOnlyTreeTakesNoWritesButItsVolumesDo() {
    Pods.Pod pod =
        pods.waiting()
            .mount(makeFolder(directory.resolve("volume")), "/data", false)
            .security(new Security(null, null, List.of(), false, true, true, List.of(), List.of()))
            .start();
    assertThat(pod.exec("touch /x")).contains("Read-only");
    assertThat(pod.exec("touch /data/x && ls /data")).isEqualTo("x");
    assertThat(directory.resolve("volume/x")).exists();
  }

  @Test
  void mountsFollowTheImagesLinksInsideTheImage() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret");
    Path volume = makeFolder(directory.resolve("volume"));
    Path inner = makeFolder(directory.resolve("inner"));
    writeFile(inner.resolve("deep"));
    Pods.Pod pod =
        pods.waiting()
            .mount(token, "/var/run/secrets/kubernetes.io/serviceaccount/token", true)
            .mount(inner, "/data/nested folder", true)
            .mount(volume, "/data", false)
            .start();
    assertThat(pod.exec("cat /run/secrets/kubernetes.io/serviceaccount/token")).isEqualTo("secret");
    assertThat(pod.exec("echo x >/var/run/secrets/kubernetes.io/serviceaccount/token"))
        .contains("Read-only");
    assertThat(pod.exec("ls '/data/nested folder'")).isEqualTo("deep");
    assertThat(volume.resolve("nested folder")).isDirectory();
    assertThat(Path.of("/run/secrets/kubernetes.io")).doesNotExist();
  }

  @Test
  void theEnvironmentAndFolderAreThePods() {
    Pods.Pod pod =
        pods.waiting()
            .environment("GREETING", "it's \"quoted\"\n$HOME")
            .environment("with.dots-and-dashes", "yes")
            .in("/made/for/this")
            .start();
    assertThat(pod.exec("echo \"$GREETING\"")).isEqualTo("it's \"quoted\"\n$HOME");
    byte[] all = pods.runtime().exec(pod.id(), List.of("env"), Pods.PATIENCE).stdout();
    // Asked without a shell: shells drop names that they cannot use themselves.
    assertThat(new String(all, StandardCharsets.UTF_8)).contains("with.dots-and-dashes=yes\n");
    assertThat(pod.exec("pwd")).isEqualTo("/made/for/this");
    assertThat(pod.exec("echo $PATH")).isEqualTo("/bin");
  }

  @Test
  void memoryBeyondTheLimitEndsTheContainer() {
    Pods.Pod pod =
        pods.sh("exec dd if=/dev/zero of=/dev/null bs=200M")
            .resources(new Resources(2, 0, 0, 20 << 20, 0))
            .start();
    ContainerState ended = pod.ended();
    assertThat(ended.exitCode()).isEqualTo(137);
    assertThat(ended.reason()).isEqualTo("OOMKilled");
  }

  @Test
  void limitsAreSetAndSeenInside() {
    Pods.Pod pod =
        pods.waiting().resources(new Resources(512, 20_000, 100_000, 64 << 20, 900)).start();
    String v1 = pod.exec("cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null");
    String limit = v1.isEmpty() ? pod.exec("cat /sys/fs/cgroup/memory.max") : v1;
    assertThat(limit).isEqualTo(Integer.toString(64 << 20));
    assertThat(pod.exec("cat /proc/1/oom_score_adj")).isEqualTo("900");
    assertThat(pods.runtime().usage(pod.id()).orElseThrow().memoryWorkingSetBytes()).isPositive();
  }

  @Test
  void podsReachOneAnotherAndTheNodeReachesThem() throws IOException {
    Pods.Pod server = pods.sh("echo hello >/tmp/index.html; httpd -f -p 8080 -h /tmp").start();
    Pods.Pod client = pods.waiting().start();
    Pods.waitUntil("the server answers", () -> answers(server.ip(), 8080));
    String request = "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 5 " + server.ip() + " 8080";
    assertThat(client.exec(request)).endsWith("hello");
    assertThat(client.ip()).startsWith("10.251.9.").isNotEqualTo(server.ip());
  }

  @Test
  void theHelloImageAnswersAndStopsWhenAsked() {
    Path archive = directory.resolve("hello.tar");
    HelloImage.build(archive);
    new ImageStore(images).importArchive(archive);
    Pods.Pod pod = pods.command().image(HelloImage.REFERENCE).start();
    Pods.waitUntil("it answers", () -> answers(pod.ip(), 8080));
    Pods.waitUntil(
        "it logs the request",
        () -> pod.output("stdout").stream().anyMatch(l -> l.endsWith("GET / HTTP/1.0")));
    long before = System.nanoTime();
    pods.runtime().stopContainer(pod.id(), Duration.ofMinutes(2));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(1));
    assertThat(pod.ended().exitCode()).isEqualTo(143);
  }

  @Test
  void aHostPortLeadsToItsPod() {
    Pods.Pod server =
        pods.sh("echo hello >/tmp/index.html; httpd -f -p 8080 -h /tmp")
            .hostPort(24_080, 8080)
            .start();
    Pods.waitUntil("the pod answers", () -> answers(server.ip(), 8080));
    Pods.waitUntil("the host port answers", () -> answers("127.0.0.1", 24_080));
    pods.runtime().stopSandbox(server.sandboxId());
    assertThat(answers("127.0.0.1", 24_080)).isFalse();
  }

  @Test
  void aPodOnTheHostsNetworkSeesTheHostsInterfaces() {
    Pods.Pod pod = pods.waiting().onHostNetwork().start();
    assertThat(pod.ip()).isEmpty();
    assertThat(pod.exec("ls /sys/class/net")).contains("lo");
    assertThat(pod.exec("hostname")).isNotEqualTo("pod-host");
  }

  @Test
  void aPodWithTheHostsProcessesEndsAsAWhole() {
    Pods.Pod pod = pods.sh("sleep 1000 & echo $!; sleep 1000").withHostPids().start();
    Pods.waitUntil("it runs", () -> !pod.output("stdout").isEmpty());
    long left = Long.parseLong(pod.output("stdout").get(0));
    assertThat(ProcessHandle.of(left)).isPresent();
    pods.runtime().stopContainer(pod.id(), Duration.ZERO);
    assertThat(pod.ended().exitCode()).isEqualTo(137);
    Pods.waitUntil(
        "what it left behind has ended",
        () -> !Files.exists(Path.of("/proc", Long.toString(left), "exe")));
  }

  @Test
  void aPrivilegedContainerMayMount() {
    Pods.Pod pod =
        pods.waiting()
            .security(new Security(null, null, List.of(), true, false, true, List.of(), List.of()))
            .start();
    assertThat(pod.exec("mount -t tmpfs none /tmp && echo mounted")).isEqualTo("mounted");
    assertThat(pod.exec("ls /dev/kmsg")).isEqualTo("/dev/kmsg");
  }

  @Test
  void aMissingCommandIsNamed() {
    Pods.Pod pod = pods.command("no-such-thing").create();
    assertThatThrownBy(() -> pods.runtime().startContainer(pod.id()))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("exec: \"no-such-thing\": executable file not found in $PATH");
    assertThat(pod.state().phase()).isEqualTo(Phase.EXITED);
    assertThat(pod.state().exitCode()).isEqualTo(128);
    assertThat(pod.state().reason()).isEqualTo("StartError");
  }

  @Test
  void aMissingVolumeIsNamed() {
    Pods.Pod pod = pods.waiting().mount(directory.resolve("nowhere"), "/data", false).create();
    assertThatThrownBy(() -> pods.runtime().startContainer(pod.id()))
        .hasMessageContaining("/data cannot be mounted: there is no " + directory);
  }

  @Test
  void aContainerThatIgnoresTheSignalIsKilledAfterItsGrace() {
    Pods.Pod pod = pods.sh("trap '' TERM; while :; do sleep 0.1; done").start();
    long before = System.nanoTime();
    pods.runtime().stopContainer(pod.id(), Duration.ofMillis(700));
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(700));
    assertThat(pod.ended().exitCode()).isEqualTo(137);
    assertThat(pod.ended().reason()).isEqualTo("Error");
  }

  @Test
  void commandsRunInsideWithTheirOwnExitCodeAndStreams() {
    Pods.Pod pod = pods.waiting().start();
    ExecResult result =
        pods.runtime()
            .exec(pod.id(), List.of("sh", "-c", "echo out; echo err >&2; exit 5"), Pods.PATIENCE);
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(new String(result.stdout(), StandardCharsets.UTF_8)).isEqualTo("out\n");
    assertThat(new String(result.stderr(), StandardCharsets.UTF_8)).isEqualTo("err\n");
  }

  @Test
  void aCommandThatTakesTooLongIsEnded() {
    Pods.Pod pod = pods.waiting().start();
    assertThatThrownBy(
            () -> pods.runtime().exec(pod.id(), List.of("sleep", "12345"), Duration.ofMillis(300)))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("timed out");
    Pods.waitUntil("it has ended", () -> !pod.exec("ps").contains("sleep 12345"));
  }

  @Test
  void removedPodsLeaveNothingBehind() throws IOException {
    Pods.Pod pod = pods.waiting().hostPort(24_081, 80).start();
    pods.runtime().stopSandbox(pod.sandboxId());
    pods.runtime().removeSandbox(pod.sandboxId());
    assertThat(directory.resolve("state/containers")).isEmptyDirectory();
    assertThat(directory.resolve("state/sandboxes")).isEmptyDirectory();
    assertThat(directory.resolve("state/trash")).isEmptyDirectory();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(pod.sandboxId());
    assertThat(Path.of("/sys/class/net", PodNetwork.cable(pod.sandboxId()))).doesNotExist();
  }

  @Test
  void theLastPodTakesTheTranslationOfAddressesWithIt() {
    pods.waiting().start();
    assertThat(translation()).contains("masquerade");

    pods.close();

    assertThat(translation()).isEmpty();
    open();
  }

  /** Its program runs a moment after the container does: its rights are taken away in between. */
  private static void assertCapabilities(Pods.Pod pod, String expected) {
    Pods.waitUntil(
        "its program has the capabilities " + expected,
        () -> pod.exec("grep CapEff /proc/1/status").endsWith(expected));
  }

  private static String translation() {
    List<String> list = List.of("nft", "list", "table", "ip", "trierarch_pods_embedded_test");
    return Shell.run(Duration.ofMinutes(1), list, "").output();
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 1_000);
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .contains("hello");
    } catch (IOException e) {
      return false;
    }
  }

  private static Path makeFolder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeFile(Path file) {
    try {
      Files.writeString(file, "here\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
