package dev.trierarch.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The agent's command line. */
final class AgentOptions {
  /** What runs the containers. */
  enum RuntimeKind {
    auto,
    cri,
    embedded,
    hollow
  }

  /** What forwards Services. */
  enum ProxyKind {
    auto,
    nftables,
    userspace,
    none
  }

  @Option(
      names = "--server",
      required = true,
      paramLabel = "URL",
      split = ",",
      description =
          "The cluster's API server, e.g. https://10.0.0.1:6443; several with commas between: when"
              + " one does not answer, the next is taken.")
  List<URI> servers;

  @Option(
      names = "--ca",
      required = true,
      paramLabel = "FILE",
      description = "The cluster's CA certificate, PEM.")
  Path ca;

  @Option(
      names = "--token",
      paramLabel = "ID.SECRET",
      description = "Bootstrap token; needed until the node has joined.")
  String token;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The node's name; with --hollow-nodes the prefix of the nodes' names.")
  String name;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The agent's directory: certificates, pods' files, logs.")
  Path data;

  @Option(
      names = "--runtime",
      defaultValue = "auto",
      paramLabel = "KIND",
      description =
          "What runs containers: ${COMPLETION-CANDIDATES}. auto takes cri if its socket answers,"
              + " else embedded. Default: ${DEFAULT-VALUE}.")
  RuntimeKind runtime;

  @Option(
      names = "--cri-socket",
      paramLabel = "PATH",
      description = "Socket of containerd or CRI-O. Default: the first usual one that exists.")
  Path criSocket;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Local image store of the embedded runtime, may be shared. Default: DATA/images.")
  Path images;

  @Option(
      names = "--address",
      paramLabel = "IP",
      description =
          "The node's address. Default: the one that this machine reaches other machines from.")
  String address;

  @Option(
      names = "--port",
      defaultValue = "10250",
      paramLabel = "N",
      description =
          "Port of the agent's HTTPS server; another free one is taken if it is in use."
              + " Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--proxy",
      defaultValue = "auto",
      paramLabel = "KIND",
      description =
          "What forwards Services: ${COMPLETION-CANDIDATES}. auto takes nftables as root, else"
              + " userspace. Default: ${DEFAULT-VALUE}.")
  ProxyKind proxy;

  @Option(
      names = "--hollow-nodes",
      defaultValue = "0",
      paramLabel = "N",
      description = "Pretend to be N nodes, NAME-0 to NAME-(N-1); implies --runtime hollow.")
  int hollowNodes;

  Optional<String> token() {
    return Optional.ofNullable(token);
  }

  boolean isHollow() {
    return runtime == RuntimeKind.hollow || hollowNodes > 0;
  }

  Path images() {
    return images == null ? data.resolve("images") : images;
  }
}
