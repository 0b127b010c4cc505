package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.SelectorRules;
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
    spec.get("policyTypes").items().forEach(type -> type.oneOf("Egress", "Ingress"));
    for (String direction : List.of("ingress", "egress")) {
      for (Field rule : spec.get(direction).items()) {
        for (Field port : rule.get("ports").items()) {
          port.get("protocol").oneOf("SCTP", "TCP", "UDP");
          port.get("port").portOrName();
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
      peer.get("ipBlock").forbidden("may not specify both ipBlock and another peer");
    } else if (!block && !selector) {
      peer.missing("must specify a peer");
    }
    SelectorRules.check(peer.get("podSelector"));
    SelectorRules.check(peer.get("namespaceSelector"));
    if (block) {
      peer.at("ipBlock", "cidr").required();
    }
  }

  @Override
  public void validateUpdate(ObjectNode policy, ObjectNode old, FieldErrors errors) {
    validateCreate(policy, errors);
  }
}
