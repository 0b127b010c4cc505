package dev.trierarch.node.proxy;

import dev.trierarch.node.KernelFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards Services with one nftables table, swapped as a whole.
 *
 * <p>Agents of one cluster that share a network namespace write the same table: the last writer
 * wins, and all write the same once they have seen the same Services.
 */
public final class NftablesForwarder implements Forwarder {

  private static final Logger LOG = LoggerFactory.getLogger(NftablesForwarder.class);
  private static final int NFT_SECONDS_MAX = 30;

  /** Without it node ports are not reached through 127.0.0.1. */
  private static final String LOOPBACK_SWITCH = "/proc/sys/net/ipv4/conf/all/route_localnet";

  private final String table;

  private NftablesForwarder(String table) {
    this.table = table;
  }

  /** The agents of one cluster on one machine share a table, for they share the kernel. */
  public static NftablesForwarder ofCluster(URI server) {
    return new NftablesForwarder(
        "trierarch_" + server.getAuthority().replaceAll("[^A-Za-z0-9]", "_"));
  }

  /** Whether the kernel lets this process write nftables. */
  public static boolean isUsable() {
    try {
      run("", "nft", "list", "tables");
      return true;
    } catch (IOException e) {
      LOG.debug("nftables is not usable", e);
      return false;
    }
  }

  @Override
  public void forward(List<ServicePort> ports) throws IOException {
    KernelFile.switchForwardingOn();
    KernelFile.switchOn(LOOPBACK_SWITCH);
    run(NftablesRuleset.render(table, ports), "nft", "-f", "-");
  }

  /** Removes the table: what a node does when it leaves for good. */
  public void remove() throws IOException {
    run("table ip " + table + "\ndelete table ip " + table + "\n", "nft", "-f", "-");
  }

  @Override
  public String description() {
    return "Services are forwarded by the kernel (nftables table " + table + ")";
  }

  @Override
  public void close() {
    LOG.info("Leaving nftables table {} in place: Services go on without the agent", table);
  }

  private static void run(String input, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(NFT_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command[0] + " did not end within " + NFT_SECONDS_MAX + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command[0], e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          command[0] + " failed with " + process.exitValue() + ": " + output.strip());
    }
  }
}
