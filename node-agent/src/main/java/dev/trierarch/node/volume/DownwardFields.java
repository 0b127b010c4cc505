package dev.trierarch.node.volume;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of a pod that its containers may read. Pure.
 *
 * @param podIp empty while it is not known
 * @param allocatable of the node: what a container without a limit may use at most
 */
public record DownwardFields(
    Pod pod, String nodeName, String podIp, String hostIp, Map<String, Quantity> allocatable) {
  private static final Pattern SUBSCRIPTED =
      Pattern.compile("metadata\\.(labels|annotations)\\['(.+)'\\]");

  /**
   * @throws SetupFailure when there is no such field
   */
  public String field(String path) {
    Matcher subscripted = SUBSCRIPTED.matcher(path);
    if (subscripted.matches()) {
      boolean labels = subscripted.group(1).equals("labels");
      return (labels ? labels() : annotations()).getOrDefault(subscripted.group(2), "");
    }
    return switch (path) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.namespace" -> pod.getMetadata().getNamespace();
      case "metadata.uid" -> pod.getMetadata().getUid();
      case "metadata.labels" -> lines(labels());
      case "metadata.annotations" -> lines(annotations());
      case "spec.nodeName" -> nodeName;
      case "spec.serviceAccountName" ->
          pod.getSpec().getServiceAccountName() == null
              ? "default"
              : pod.getSpec().getServiceAccountName();
      case "status.podIP", "status.podIPs" -> podIp;
      case "status.hostIP", "status.hostIPs" -> hostIp;
      default ->
          throw new SetupFailure("CreateContainerConfigError", "unsupported fieldPath: " + path);
    };
  }

  private Map<String, String> labels() {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  private Map<String, String> annotations() {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  private static String lines(Map<String, String> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(e -> e.getKey() + "=\"" + escaped(e.getValue()) + "\"")
            .collect(Collectors.joining("\n"));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("\r", "\\r");
  }

  /**
   * @param own the container that asks; null in a volume, which must name one
   */
  public String resource(ResourceFieldSelector selector, Container own) {
    Container container =
        selector.getContainerName() == null || selector.getContainerName().isEmpty()
            ? own
            : container(selector.getContainerName());
    String[] parts = selector.getResource().split("\\.", 2);
    if (parts.length != 2 || container == null) {
      throw new SetupFailure(
          "CreateContainerConfigError",
          "unsupported container resource: " + selector.getResource());
    }
    BigDecimal amount = amount(container, parts[0], parts[1]);
    BigDecimal divisor = divisor(selector.getDivisor());
    return amount.divide(divisor, 0, RoundingMode.CEILING).toPlainString();
  }

  private Container container(String name) {
    return Stream.of(pod.getSpec().getContainers(), pod.getSpec().getInitContainers())
        .flatMap(list -> list.stream())
        .filter(c -> c.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SetupFailure(
                    "CreateContainerConfigError", "container %s not found".formatted(name)));
  }

  private BigDecimal amount(Container container, String side, String resource) {
    Function<Map<String, Quantity>, Quantity> pick = map -> map == null ? null : map.get(resource);
    Quantity limit =
        container.getResources() == null ? null : pick.apply(container.getResources().getLimits());
    Quantity request =
        container.getResources() == null
            ? null
            : pick.apply(container.getResources().getRequests());
    if (side.equals("requests")) {
      return Quantity.getAmountInBytes(
          request != null ? request : limit != null ? limit : new Quantity("0"));
    }
    Quantity most = limit != null ? limit : allocatable.get(resource);
    return most == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(most);
  }

  private static BigDecimal divisor(Quantity declared) {
    if (declared == null) {
      return BigDecimal.ONE;
    }
    BigDecimal value = Quantity.getAmountInBytes(declared);
    return value.signum() == 0 ? BigDecimal.ONE : value;
  }
}
