package dev.trierarch.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.proxy.ServicePort.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kernel, in a network namespace of its own that holds a client and two backends. */
@Tag("root")
class NftablesForwarderTest {

  private static final String NAMESPACE = "trierarch-proxy-test";
  private static final String VIP = "10.96.0.5";

  @TempDir private Path temporary;
  private final List<Process> backends = new ArrayList<>();

  @BeforeEach
  void aNamespaceWithTwoAddresses() throws Exception {
    run("", "ip", "netns", "add", NAMESPACE);
    inside("", "ip", "link", "set", "lo", "up");
    inside("", "ip", "address", "add", "10.244.0.2/32", "dev", "lo");
    inside("", "ip", "address", "add", "10.244.0.3/32", "dev", "lo");
    inside("", "ip", "route", "add", "10.96.0.0/16", "dev", "lo", "src", "10.244.0.2");
    serve("10.244.0.2", "one");
    serve("10.244.0.3", "two");
  }

  @AfterEach
  void removeTheNamespace() throws Exception {
    for (Process backend : backends) {
      backend.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    run("", "ip", "netns", "delete", NAMESPACE);
  }

  @Test
  void aServiceAddressReachesEveryBackend() throws Exception {
    apply(
        service(Optional.empty(), 0, new Backend("10.244.0.2", 80), new Backend("10.244.0.3", 80)));

    assertThat(answers(VIP + ":8000", 40)).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aClientWithAffinityStaysWithItsBackend() throws Exception {
    apply(
        service(
            Optional.of(Duration.ofHours(3)),
            0,
            new Backend("10.244.0.2", 80),
            new Backend("10.244.0.3", 80)));

    assertThat(answers(VIP + ":8000", 20)).hasSize(1);
  }

  @Test
  void aNodePortAnswersOnLoopback() throws Exception {
    inside("", "sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet");
    apply(service(Optional.empty(), 30080, new Backend("10.244.0.3", 80)));

    assertThat(answers("127.0.0.1:30080", 3)).containsExactly("two");
  }

  @Test
  void aServiceWithoutBackendsRefusesAtOnce() throws Exception {
    apply(service(Optional.empty(), 0));

    assertThat(exitCode("http://" + VIP + ":8000/"))
        .as("curl's code for a refused connection")
        .isEqualTo(7);
  }

  @Test
  void theNewRulesetReplacesTheOldOne() throws Exception {
    apply(service(Optional.empty(), 0, new Backend("10.244.0.2", 80)));
    apply(service(Optional.empty(), 0, new Backend("10.244.0.3", 80)));

    assertThat(answers(VIP + ":8000", 10)).containsExactly("two");
  }

  private static void apply(ServicePort... ports) throws Exception {
    inside(NftablesRuleset.render("trierarch_test", List.of(ports)), "nft", "-f", "-");
  }

  private static ServicePort service(
      Optional<Duration> affinity, int nodePort, Backend... backends) {
    return new ServicePort(
        "default/web//TCP", "tcp", List.of(VIP), 8000, nodePort, affinity, List.of(backends));
  }

  /** Busybox's httpd answers with the content of a file named after the backend. */
  private void serve(String address, String answer) throws Exception {
    Path home = Files.createDirectory(temporary.resolve(answer));
    Files.writeString(home.resolve("index.html"), answer);
    backends.add(
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                NAMESPACE,
                "busybox",
                "httpd",
                "-f",
                "-p",
                address + ":80",
                "-h",
                home.toString())
            .inheritIO()
            .start());
    inside(
        "",
        "sh",
        "-c",
        "for i in $(seq 100); do curl -s -o /dev/null http://"
            + address
            + "/ && exit 0; sleep 0.05; done; exit 1");
  }

  private static Set<String> answers(String authority, int requests) throws Exception {
    Set<String> answers = new HashSet<>();
    for (int request = 0; request < requests; request++) {
      answers.add(inside("", "curl", "-s", "--max-time", "5", "http://" + authority + "/").strip());
    }
    return answers;
  }

  private static int exitCode(String url) throws Exception {
    String output = inside("", "sh", "-c", "curl -s --max-time 5 " + url + "; echo $?").strip();
    return Integer.parseInt(output);
  }

  private static String inside(String input, String... command) throws Exception {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", NAMESPACE));
    whole.addAll(List.of(command));
    return run(input, whole.toArray(String[]::new));
  }

  private static String run(String input, String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }
}
