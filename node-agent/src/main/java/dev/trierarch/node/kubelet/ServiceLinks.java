package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The variables by which containers find Services: {@code WEB_SERVICE_HOST} and its like. Pure. */
final class ServiceLinks {
  private ServiceLinks() {}

  /** Of the pod's namespace if it wants links; of the API server's Service always. */
  static Map<String, String> of(Pod pod, Collection<Service> services) {
    boolean wanted = !Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks());
    Map<String, String> variables = new TreeMap<>();
    services.stream()
        .filter(s -> hasAddress(s))
        .sorted(Comparator.comparing(s -> isApi(s) ? 0 : 1))
        .filter(s -> isApi(s) || (wanted && isIn(s, Pods.namespace(pod))))
        .forEach(s -> add(s, variables));
    return variables;
  }

  private static boolean isApi(Service service) {
    return isIn(service, "default") && service.getMetadata().getName().equals("kubernetes");
  }

  private static boolean isIn(Service service, String namespace) {
    return namespace.equals(service.getMetadata().getNamespace());
  }

  private static boolean hasAddress(Service service) {
    String ip = service.getSpec().getClusterIP();
    return ip != null && !ip.isEmpty() && !ip.equals("None");
  }

  private static void add(Service service, Map<String, String> variables) {
    List<ServicePort> ports = service.getSpec().getPorts();
    if (ports.isEmpty()) {
      return;
    }
    String name = variable(service.getMetadata().getName());
    String ip = service.getSpec().getClusterIP();
    variables.put(name + "_SERVICE_HOST", ip);
    variables.put(name + "_SERVICE_PORT", ports.get(0).getPort().toString());
    for (ServicePort port : ports) {
      if (port.getName() != null && !port.getName().isEmpty()) {
        variables.put(
            name + "_SERVICE_PORT_" + variable(port.getName()), port.getPort().toString());
      }
      String protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
      String lower = protocol.toLowerCase(Locale.ROOT);
      String url = "%s://%s:%d".formatted(lower, ip, port.getPort());
      variables.putIfAbsent(name + "_PORT", url);
      String prefix = "%s_PORT_%d_%s".formatted(name, port.getPort(), protocol);
      variables.put(prefix, url);
      variables.put(prefix + "_PROTO", lower);
      variables.put(prefix + "_PORT", port.getPort().toString());
      variables.put(prefix + "_ADDR", ip);
    }
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
