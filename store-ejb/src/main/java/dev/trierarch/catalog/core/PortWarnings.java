package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Warns of ports of a pod's containers that get into each other's way. */
final class PortWarnings {

  private PortWarnings() {}

  static void check(List<Field> containers, Warnings warnings) {
    Map<String, List<Field>> byNumber = new HashMap<>();
    for (Field container : containers) {
      for (Field port : container.get("ports").items()) {
        if (!port.get("hostIP").isEmpty() && port.get("hostPort").number() == 0) {
          warnings.add(port, "hostIP set without hostPort: " + shown(port));
        }
        String number = port.get("containerPort").number() + "/" + port.get("protocol").text();
        List<Field> others = byNumber.computeIfAbsent(number, one -> new ArrayList<>());
        others.forEach(other -> compare(port, other, warnings));
        others.add(port);
      }
    }
  }

  private static void compare(Field port, Field other, Warnings warnings) {
    long onHost = port.get("hostPort").number();
    long othersOnHost = other.get("hostPort").number();
    String address = port.get("hostIP").text();
    String othersAddress = other.get("hostIP").text();
    if (address.equals(othersAddress) && onHost == othersOnHost) {
      warnings.add(port, "duplicate port definition with " + other.path());
    } else if (onHost == 0 || othersOnHost == 0) {
      warnings.add(port, "overlapping port definition with " + other.path());
    } else if (onHost == othersOnHost && (address.isEmpty() != othersAddress.isEmpty())) {
      warnings.add(port, "dangerously ambiguous port definition with " + other.path());
    }
  }

  private static String shown(Field port) {
    return "{Name:%s HostPort:%d ContainerPort:%d Protocol:%s HostIP:%s}"
        .formatted(
            port.get("name").text(),
            port.get("hostPort").number(),
            port.get("containerPort").number(),
            port.get("protocol").text(),
            port.get("hostIP").text());
  }
}
