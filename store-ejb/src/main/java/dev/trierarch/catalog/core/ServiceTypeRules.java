package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;

/**
 * Validates what only Services of some types may say: of load balancers, outside traffic, sessions.
 */
final class ServiceTypeRules {

  private static final String BALANCERS_ONLY = "may only be used when `type` is 'LoadBalancer'";

  private ServiceTypeRules() {}

  static void check(Field spec) {
    sessions(spec);
    balancer(spec);
    outsideTraffic(spec);
    spec.get("trafficDistribution").oneOf("PreferClose", "PreferSameZone", "PreferSameNode");
  }

  private static void sessions(Field spec) {
    if (spec.get("sessionAffinity").isText("None")) {
      spec.get("sessionAffinityConfig").absent("must not be set when session affinity is None");
    }
  }

  private static void balancer(Field spec) {
    boolean balances = isBalancer(spec);
    Field ranges =
        spec.get("loadBalancerSourceRanges").saidAt(spec.get("LoadBalancerSourceRanges"));
    if (!ranges.isEmpty() && !balances) {
      ranges.forbidden(BALANCERS_ONLY);
    }
    for (Field range : ranges.items()) {
      range.value(range.text().strip()).form(Form.CIDR);
    }
    Field implementation = spec.get("loadBalancerClass");
    if (balances) {
      implementation.form(Form.QUALIFIED_NAME);
    } else {
      implementation.absent(BALANCERS_ONLY);
      spec.get("allocateLoadBalancerNodePorts").absent(BALANCERS_ONLY);
    }
  }

  private static void outsideTraffic(Field spec) {
    Field policy = spec.get("externalTrafficPolicy");
    if (!isReachedFromOutside(spec) && !policy.isEmpty()) {
      policy.invalid("may only be set for externally-accessible services");
    }
    if (!isChecked(spec) && spec.get("healthCheckNodePort").number() != 0) {
      spec.get("healthCheckNodePort")
          .invalid(
              "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is"
                  + " 'Local'");
    }
  }

  private static boolean isReachedFromOutside(Field spec) {
    return isBalancer(spec)
        || spec.get("type").isText("NodePort")
        || (spec.get("type").isText("ClusterIP") && !spec.get("externalIPs").isEmpty());
  }

  private static boolean isBalancer(Field spec) {
    return spec.get("type").isText("LoadBalancer");
  }

  private static boolean isChecked(Field spec) {
    return isBalancer(spec) && spec.get("externalTrafficPolicy").isText("Local");
  }

  static void checkChange(Field spec, Field old) {
    Field implementation = spec.get("loadBalancerClass");
    if (isBalancer(spec)
        && isBalancer(old)
        && !implementation.isText(old.get("loadBalancerClass").text())) {
      implementation.invalid("may not change once set");
    }
    Field port = spec.get("healthCheckNodePort");
    if (isChecked(spec)
        && isChecked(old)
        && port.number() != old.get("healthCheckNodePort").number()) {
      port.forbidden("field is immutable");
    }
  }
}
