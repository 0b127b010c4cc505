package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The text of a pod's /etc/hosts. Pure. */
final class HostsFile {
  private HostsFile() {}

  /**
   * @param nodeHosts the node's own file, which pods on its network start from
   */
  static String text(Pod pod, String podIp, String hostname, String nodeHosts) {
    StringBuilder text = new StringBuilder();
    if (Pods.onHostNetwork(pod)) {
      text.append("# Kubernetes-managed hosts file (host network).\n").append(nodeHosts);
    } else {
      text.append(
          """
          # Kubernetes-managed hosts file.
          127.0.0.1\tlocalhost
          ::1\tlocalhost ip6-localhost ip6-loopback
          fe00::\tip6-localnet
          fe00::\tip6-mcastprefix
          fe00::1\tip6-allnodes
          fe00::2\tip6-allrouters
          """);
      String subdomain = pod.getSpec().getSubdomain();
      String qualified =
          subdomain == null || subdomain.isEmpty()
              ? ""
              : "%s.%s.%s.svc.cluster.local\t".formatted(hostname, subdomain, Pods.namespace(pod));
      text.append(podIp).append('\t').append(qualified).append(hostname).append('\n');
    }
    List<HostAlias> aliases = pod.getSpec().getHostAliases();
    if (!aliases.isEmpty()) {
      text.append("\n# Entries added by HostAliases.\n");
      aliases.forEach(
          alias ->
              text.append(alias.getIp())
                  .append('\t')
                  .append(String.join("\t", alias.getHostnames()))
                  .append('\n'));
    }
    return text.toString();
  }
}
