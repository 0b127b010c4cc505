package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.Ipv4Range;
import dev.trierarch.node.KernelFile;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Connects a sandbox's network namespace with the machine: a cable between the two, an address, a
 * route on either side.
 */
final class PodNetwork {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final IpAllocator addresses;
  private final String table;
  private final String clusterCidr;
  private final boolean nft;
  private String written = "";

  PodNetwork(Path directory, String nodeName, String clusterCidr, boolean nft) {
    this.addresses = new IpAllocator(directory);
    this.table = "trierarch_pods_" + nodeName.replaceAll("[^A-Za-z0-9]", "_");
    this.clusterCidr = clusterCidr;
    this.nft = nft;
  }

  String allocate(String cidr, String sandboxId) {
    return addresses.allocate(cidr, sandboxId);
  }

  void release(String address, String sandboxId) {
    addresses.release(address, sandboxId);
  }

  void keepOnly(Set<String> sandboxIds) {
    addresses.keepOnly(sandboxIds);
  }

  /** The cable's name on the machine's side; the kernel allows 15 letters. */
  static String cable(String sandboxId) {
    return NatTable.INTERFACE_PREFIX + sandboxId.substring(0, 12);
  }

  /**
   * Shell lines that connect the namespace in the file {@code net} of the current folder under this
   * address.
   */
  String connectScript(String sandboxId, String cidr, String ip, boolean hostPorts) {
    String cable = cable(sandboxId);
    String gateway = Ipv4Range.parse(cidr).gateway();
    return String.join(
        "\n",
        "ip -batch - <<HERE",
        "link add " + cable + " type veth peer name eth0 netns ./net",
        "link set " + cable + " up",
        "addr add " + gateway + "/32 dev " + cable,
        "route replace " + ip + "/32 dev " + cable,
        "HERE",
        "nsenter --net=./net ip -batch - <<HERE",
        "link set lo up",
        "addr add " + ip + "/32 dev eth0",
        "link set eth0 up",
        "route add " + gateway + " dev eth0 scope link",
        "route add default via " + gateway + " dev eth0",
        "HERE",
        hostPorts ? "echo 1 >/proc/sys/net/ipv4/conf/" + cable + "/route_localnet" : ":",
        "");
  }

  /**
   * Makes the machine forward between pods and the rest, and writes the table anew when it changed.
   *
   * @param exposed asked under the lock, so that the last one to write knows the latest
   */
  synchronized void translate(String cidr, Supplier<Collection<NatTable.Exposed>> exposed) {
    forward();
    if (!nft || cidr.isEmpty()) {
      return;
    }
    String range = Ipv4Range.parse(cidr).toString();
    String text = NatTable.render(table, range, clusterCidr, exposed.get());
    if (!text.equals(written)) {
      nft(text);
      written = text;
    }
  }

  /**
   * Removes the table when nothing needs it any more, as nobody else would.
   *
   * @param needed asked under the lock: whether a sandbox has an address of this node
   */
  synchronized void endTranslation(BooleanSupplier needed) {
    if (nft && !needed.getAsBoolean()) {
      nft(NatTable.removal(table));
      written = "";
    }
  }

  private static void nft(String text) {
    Shell.Result result = Shell.run(PATIENCE, List.of("nft", "-f", "-"), text);
    if (result.exitCode() != 0) {
      throw new RuntimeFailure(
          "CreatePodSandboxError", "nft refused the pods' address translation: " + result.error());
    }
  }

  private static void forward() {
    try {
      KernelFile.switchForwardingOn();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the machine forward packets (net.ipv4.ip_forward=1)", e);
    }
  }
}
