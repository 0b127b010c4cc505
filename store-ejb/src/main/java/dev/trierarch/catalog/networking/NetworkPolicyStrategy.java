package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.AddressWarnings;
import dev.trierarch.catalog.form.IpRange;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that NetworkPolicies are written by. */
public final class NetworkPolicyStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode policy) {
    ObjectNode spec = Defaults.child(policy, "spec");
    Defaults.child(spec, "podSelector");
    for (String direction : List.of("ingress", "egress")) {
      for (ObjectNode rule : Defaults.each(spec, direction)) {
        Defaults.each(rule, "ports").forEach(port -> Defaults.text(port, "protocol", "TCP"));
      }
    }
    if (spec.path("policyTypes").isEmpty()) {
      ArrayNode types = spec.putArray("policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        types.add("Egress");
      }
    }
  }

  @Override
  public void validateCreate(ObjectNode policy, FieldErrors errors) {
    Field spec = Field.root(policy, errors).get("spec");
    SelectorRules.check(spec.get("podSelector"));
    Field types = spec.get("policyTypes");
    if (types.items().size() > 2) {
      types.invalid("may not specify more than two policyTypes");
    }
    for (String direction : List.of("ingress", "egress")) {
      for (Field rule : spec.get(direction).items()) {
        for (Field port : rule.get("ports").items()) {
          endPort(port.get("port"), port.get("endPort"));
        }
        rule.get(direction.equals("ingress") ? "from" : "to")
            .items()
            .forEach(NetworkPolicyStrategy::peer);
      }
    }
  }

  private static void peer(Field peer) {
    boolean block = peer.get("ipBlock").isPresent();
    boolean selector =
        peer.get("podSelector").isPresent() || peer.get("namespaceSelector").isPresent();
    if (block && selector) {
      peer.forbidden("may not specify both ipBlock and another peer");
    } else if (!block && !selector) {
      peer.missing("must specify a peer");
    }
    SelectorRules.check(peer.get("podSelector"));
    SelectorRules.check(peer.get("namespaceSelector"));
    IpRange.of(peer.at("ipBlock", "cidr").text())
        .ifPresent(range -> exceptions(peer.at("ipBlock", "except"), range));
  }

  private static void exceptions(Field exceptions, IpRange range) {
    for (Field exception : exceptions.items()) {
      boolean outside =
          IpRange.of(exception.text()).filter(one -> !one.isStrictlyWithin(range)).isPresent();
      if (outside) {
        exception.invalid("must be a strict subset of `cidr`");
      }
    }
  }

  private static void endPort(Field port, Field end) {
    if (!end.isPresent()) {
      return;
    }
    if (!port.isPresent()) {
      end.invalid("may not be specified when `port` is not specified");
    } else if (port.node().isString()) {
      end.invalid("may not be specified when `port` is non-numeric");
    } else if (end.number() < port.number()) {
      end.invalid("must be greater than or equal to `port`");
    }
  }

  @Override
  public void validateUpdate(ObjectNode policy, ObjectNode old, FieldErrors errors) {
    validateCreate(policy, errors);
  }

  @Override
  public void warnOfCreate(Field policy, Warnings warnings) {
    for (Field rule : policy.at("spec", "ingress").items()) {
      rule.get("from").items().forEach(peer -> warnOfRanges(peer.get("ipBlock"), warnings));
    }
    for (Field rule : policy.at("spec", "egress").items()) {
      rule.get("to").items().forEach(peer -> warnOfRanges(peer.get("ipBlock"), warnings));
    }
  }

  private static void warnOfRanges(Field block, Warnings warnings) {
    AddressWarnings.range(block.get("cidr"), warnings);
    block.get("except").items().forEach(range -> AddressWarnings.range(range, warnings));
  }

  @Override
  public void warnOfUpdate(Field policy, Field old, Warnings warnings) {
    warnOfCreate(policy, warnings);
  }
}
