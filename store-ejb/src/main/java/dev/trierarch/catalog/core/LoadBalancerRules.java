package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.catalog.form.IpAddresses;

/** Validates where a load balancer, or an ingress, says that it can be reached. */
public final class LoadBalancerRules {

  private LoadBalancerRules() {}

  /** Validates the {@code status.loadBalancer} of an object. */
  public static void check(Field loadBalancer) {
    for (Field place : loadBalancer.get("ingress").items()) {
      place.get("ip").form(Form.IP_ADDRESS);
      Field host = place.get("hostname");
      host.form(Form.DNS_SUBDOMAIN);
      if (IpAddresses.isAddress(host.text())) {
        host.invalid("must be a DNS name, not an IP address");
      }
    }
  }

  /** Validates how addresses of a Service's load balancer are used by nodes. */
  static void modes(Field loadBalancer) {
    for (Field place : loadBalancer.get("ingress").items()) {
      Field mode = place.get("ipMode");
      if (!mode.isPresent()) {
        if (!place.get("ip").isEmpty()) {
          mode.missing("must be specified when `ip` is set");
        }
        continue;
      }
      if (place.get("ip").isEmpty()) {
        mode.forbidden("may not be specified when `ip` is not set");
      }
      mode.oneOf("Proxy", "VIP");
    }
  }
}
