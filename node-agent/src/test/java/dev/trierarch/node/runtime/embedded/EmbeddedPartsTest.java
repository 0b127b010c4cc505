package dev.trierarch.node.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.node.Ipv4Range;
import dev.trierarch.node.runtime.PodRuntime.Mount;
import dev.trierarch.node.runtime.PodRuntime.PortMapping;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the embedded runtime that need neither root nor processes. */
class EmbeddedPartsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "SIGTERM, TERM",
    "sigquit, QUIT",
    "USR1, USR1",
    "9, 9",
    "SIGRTMIN+3, 37",
    "RTMAX-1, 63",
    "RTMIN, 34",
    "nonsense!, TERM",
    "'', TERM"
  })
  void stopSignalsAreNamedAsTheShellDoes(String image, String shell) {
    assertThat(Signals.name(image)).isEqualTo(shell);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ALL, -all",
    "NET_ADMIN, ALL, '-all,+net_admin'",
    "ALL, '', +all",
    "ALL, 'NET_RAW', '+all,-net_raw'",
    "CAP_NET_BIND_SERVICE, ALL, '-all,+net_bind_service'",
  })
  void capabilitiesAreAddedToWhatIsLeftAfterDropping(String add, String drop, String set) {
    assertThat(Capabilities.boundingSet(security(list(add), list(drop), null))).isEqualTo(set);
  }

  @Test
  void addressesAreNotUsedAgainAtOnce() {
    IpAllocator addresses = new IpAllocator(directory);
    assertThat(addresses.allocate("10.9.8.0/29", "a")).isEqualTo("10.9.8.2");
    assertThat(addresses.allocate("10.9.8.0/29", "b")).isEqualTo("10.9.8.3");
    addresses.release("10.9.8.2", "b");
    addresses.release("10.9.8.2", "a");
    assertThat(addresses.allocate("10.9.8.0/29", "c")).isEqualTo("10.9.8.4");
    assertThat(new IpAllocator(directory).allocate("10.9.8.0/29", "d")).isEqualTo("10.9.8.5");
    List<String> rest = new ArrayList<>();
    rest.add(addresses.allocate("10.9.8.0/29", "e"));
    rest.add(addresses.allocate("10.9.8.0/29", "f"));
    assertThat(rest).containsExactly("10.9.8.6", "10.9.8.2");
    assertThatThrownBy(() -> addresses.allocate("10.9.8.0/29", "g"))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("no pod address is free in 10.9.8.0/29");
    addresses.keepOnly(Set.of("a", "b", "c", "d"));
    assertThat(addresses.allocate("10.9.8.0/29", "g")).isIn("10.9.8.2", "10.9.8.6");
  }

  @ParameterizedTest
  @CsvSource({"'', has no pod address range yet", "10.0.0.0, not usable", "fd00::/64, not usable"})
  void aRangeThatIsNoneIsExplained(String cidr, String explanation) {
    assertThatThrownBy(() -> Ipv4Range.parse(cidr)).hasMessageContaining(explanation);
  }

  @Test
  void theTranslationTableIsWrittenAsAWhole() {
    String table =
        NatTable.render(
            "t",
            "10.244.1.0/24",
            "10.244.0.0/16",
            List.of(
                new NatTable.Exposed(
                    "10.244.1.7",
                    List.of(
                        new PortMapping("TCP", 80, 8080, ""),
                        new PortMapping("UDP", 53, 53, "192.0.2.1"),
                        new PortMapping("TCP", 81, 0, "")))));
    assertThat(table)
        .startsWith("table ip t\ndelete table ip t\ntable ip t {\n")
        .contains("    tcp dport 8080 dnat to 10.244.1.7:80\n")
        .contains("    ip daddr 192.0.2.1 udp dport 53 dnat to 10.244.1.7:53\n")
        .doesNotContain(":81")
        .contains(
            "    ip saddr 10.244.1.0/24 ip daddr != 10.244.0.0/16 oifname != \"trv*\" masquerade\n");
  }

  @Test
  void theUserComesFromThePodThenFromTheImage() throws IOException {
    Files.createDirectories(directory.resolve("etc"));
    Files.writeString(
        directory.resolve("etc/passwd"), "root:x:0:0::/root:\nweb:x:33:34::/srv:/bin/sh\nbroken\n");
    Files.writeString(directory.resolve("etc/group"), "www:x:34:\nlogs:x:35:bob,web\n");
    assertThat(user(null, "")).isEqualTo(new ContainerUser(0, 0, List.of(), "/root"));
    assertThat(user(null, "web")).isEqualTo(new ContainerUser(33, 34, List.of(35L), "/srv"));
    assertThat(user(null, "web:logs")).isEqualTo(new ContainerUser(33, 35, List.of(35L), "/srv"));
    assertThat(user(null, "77")).isEqualTo(new ContainerUser(77, 0, List.of(), "/"));
    assertThat(user(null, "77:78")).isEqualTo(new ContainerUser(77, 78, List.of(), "/"));
    assertThat(user(33L, "root")).isEqualTo(new ContainerUser(33, 34, List.of(35L), "/srv"));
    assertThatThrownBy(() -> user(null, "nobody"))
        .hasMessageContaining("\"nobody\"")
        .hasMessageContaining("runAsUser");
  }

  @Test
  void theFlagsOfTheNearestMountAreLocked() {
    List<String> mounts =
        List.of(
            "1 0 8:1 / / rw,relatime - ext4 /dev/x rw",
            "2 1 0:5 / /tmp rw,nosuid,nodev - tmpfs tmpfs rw",
            "3 2 0:6 / /tmp/a\\040b rw,noexec - tmpfs tmpfs rw");
    assertThat(MountFlags.locked(Path.of("/etc/hosts"), mounts)).isEmpty();
    assertThat(MountFlags.locked(Path.of("/tmp/x"), mounts)).isEqualTo(",nosuid,nodev");
    assertThat(MountFlags.locked(Path.of("/tmp/a b/c"), mounts)).isEqualTo(",noexec");
  }

  @Test
  void theLoaderNoLongerAsksForWhatAContainerCouldForge() {
    byte[] loader = "\0/etc/ld.so.preload\0/etc/ld.so.cache\0".getBytes(StandardCharsets.US_ASCII);
    String changed = new String(Toolbox.changed(loader), StandardCharsets.US_ASCII);
    assertThat(changed).doesNotContain("/etc/").hasSize(loader.length);
  }

  @Test
  void mountsAreOrderedByDepthAndKeepOutOfOurFolders() throws IOException {
    Path rootfs = Files.createDirectories(directory.resolve("rootfs"));
    Files.createDirectories(rootfs.resolve("run"));
    Files.createSymbolicLink(rootfs.resolve("data"), Path.of("/run"));
    Path volume = Files.createDirectories(directory.resolve("volume"));
    Path file = Files.writeString(directory.resolve("file"), "x");
    MountPlan plan =
        MountPlan.of(
            rootfs,
            List.of(new Mount(file, "/data/sub/key", true), new Mount(volume, "/data/sub", false)),
            "/work");
    assertThat(plan.placed())
        .extracting(MountPlan.Placed::target)
        .containsExactly("/run/sub", "/run/sub/key");
    assertThat(plan.folders()).containsExactly("/run/sub", "/work");
    assertThat(volume.resolve("key")).exists();
    for (String ours : List.of("/proc/x", "/sys", "/", "/.trierarch/tools")) {
      assertThatThrownBy(() -> MountPlan.of(rootfs, List.of(new Mount(volume, ours, false)), "/"))
          .hasMessageContaining("nothing can be mounted at " + ours);
    }
  }

  @Test
  void limitsAreWrittenInTheWordsOfTheSecondKindOfGroups() throws IOException {
    Files.writeString(directory.resolve("cgroup.controllers"), "cpu io memory pids");
    Files.writeString(directory.resolve("cgroup.subtree_control"), "");
    new CgroupsV2(directory, 100)
        .create("node/pod1/c1", new Resources(1024, 50_000, 100_000, 1 << 20, 0));
    Path group = directory.resolve("node/pod1/c1");
    assertThat(group.resolve("memory.max")).hasContent("1048576");
    assertThat(group.resolve("cpu.max")).hasContent("50000 100000");
    assertThat(group.resolve("cpu.weight")).hasContent("39");
    assertThat(group.resolveSibling("pids.max")).hasContent("100");
    assertThat(CgroupsV2.weight(2)).isEqualTo(1);
    assertThat(CgroupsV2.weight(262_144)).isEqualTo(10_000);
  }

  private ContainerUser user(Long runAsUser, String imageUser) {
    return ContainerUser.of(security(List.of(), List.of(), runAsUser), imageUser, directory);
  }

  private static Security security(List<String> add, List<String> drop, Long runAsUser) {
    return new Security(runAsUser, null, List.of(), false, false, true, add, drop);
  }

  private static List<String> list(String word) {
    return word.isEmpty() ? List.of() : List.of(word);
  }
}
