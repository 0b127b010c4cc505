package dev.trierarch.api.authz;

import dev.trierarch.api.auth.Users;
import dev.trierarch.client.model.PodReferences;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/**
 * Lets a node do what its agent needs and no more: read what concerns every node, write its own
 * Node, its lease and its pods, read what its pods refer to. What it may write into those objects
 * is admission's.
 */
@ApplicationScoped
public class NodeAuthorizer {

  private static final String CERTIFICATES = "certificates.k8s.io";

  /** What every node may get, list and watch. */
  private static final Set<String> READABLE =
      Set.of(
          "services",
          "nodes",
          "namespaces",
          "endpointslices.discovery.k8s.io",
          "ingresses.networking.k8s.io",
          "ingressclasses.networking.k8s.io",
          "networkpolicies.networking.k8s.io",
          "csidrivers.storage.k8s.io",
          "csinodes.storage.k8s.io",
          "runtimeclasses.node.k8s.io",
          "volumeattachments.storage.k8s.io");

  private static final Set<String> WRITE_VERBS = Set.of("create", "update", "patch", "delete");

  private final Store store;

  /** For the container's proxy. */
  NodeAuthorizer() {
    this(null);
  }

  @Inject
  public NodeAuthorizer(Store store) {
    this.store = store;
  }

  public Decision decide(Attributes attributes) {
    String node = nodeName(attributes);
    if (node.isEmpty() || !attributes.resourceRequest()) {
      return Decision.noOpinion("");
    }
    String resource =
        attributes.group().isEmpty()
            ? attributes.resource()
            : attributes.resource() + "." + attributes.group();
    if (attributes.isRead() && attributes.subresource().isEmpty() && READABLE.contains(resource)) {
      return Decision.allow("");
    }
    return switch (resource) {
      case "nodes" -> ownNode(attributes, node);
      case "pods" -> pods(attributes, node);
      case "events", "events.events.k8s.io" ->
          allowIf(Set.of("create", "update", "patch").contains(attributes.verb()));
      case "leases.coordination.k8s.io" -> ownLease(attributes, node);
      case "secrets", "configmaps", "persistentvolumeclaims", "persistentvolumes" ->
          referenced(attributes, node);
      case "serviceaccounts" -> serviceAccount(attributes, node);
      case "certificatesigningrequests." + CERTIFICATES -> certificateRequest(attributes);
      case "tokenreviews.authentication.k8s.io",
          "subjectaccessreviews.authorization.k8s.io",
          "localsubjectaccessreviews.authorization.k8s.io" ->
          allowIf(attributes.verb().equals("create"));
      default -> Decision.noOpinion("");
    };
  }

  private static String nodeName(Attributes attributes) {
    String user = attributes.caller().user();
    return user.startsWith(Users.NODE_PREFIX) && attributes.caller().groups().contains(Users.NODES)
        ? user.substring(Users.NODE_PREFIX.length())
        : "";
  }

  private static Decision allowIf(boolean allowed) {
    return allowed ? Decision.allow("") : Decision.noOpinion("");
  }

  /** A create does not name its object in the path; admission looks at the name then. */
  private static Decision ownNode(Attributes attributes, String node) {
    boolean own = attributes.name().equals(node) || attributes.verb().equals("create");
    boolean part = attributes.subresource().isEmpty() || attributes.subresource().equals("status");
    return allowIf(own && part && WRITE_VERBS.contains(attributes.verb()));
  }

  private static Decision ownLease(Attributes attributes, String node) {
    boolean own = attributes.name().equals(node) || attributes.verb().equals("create");
    boolean verb = WRITE_VERBS.contains(attributes.verb()) || attributes.verb().equals("get");
    return attributes.namespace().equals("kube-node-lease") && own && verb
        ? Decision.allow("")
        : Decision.noOpinion(
            "can only access node lease with the same name as the requesting node");
  }

  private Decision pods(Attributes attributes, String node) {
    if (attributes.isRead() && attributes.subresource().isEmpty()) {
      return Decision.allow("");
    }
    if (attributes.verb().equals("create")) {
      return allowIf(Set.of("", "eviction").contains(attributes.subresource()));
    }
    boolean writes =
        attributes.subresource().equals("status")
            ? Set.of("get", "update", "patch").contains(attributes.verb())
            : attributes.subresource().isEmpty() && attributes.verb().equals("delete");
    return allowIf(writes && isOnNode(attributes.namespace(), attributes.name(), node));
  }

  private boolean isOnNode(String namespace, String name, String node) {
    return store
        .image()
        .get(new ObjectKey("pods", namespace, name))
        .map(stored -> stored.as(Pod.class).getSpec())
        .filter(spec -> node.equals(spec.getNodeName()))
        .isPresent();
  }

  /**
   * One object may be read, or listed and watched by its name, when a pod of the node refers to it.
   */
  private Decision referenced(Attributes attributes, String node) {
    if (!attributes.isRead() || attributes.name().isEmpty()) {
      return Decision.noOpinion("can only read resources of this type");
    }
    Image image = store.image();
    boolean found =
        image.podsOnNode(node).stream()
            .map(stored -> stored.as(Pod.class))
            .anyMatch(pod -> refersTo(image, pod, attributes));
    return found
        ? Decision.allow("")
        : Decision.noOpinion("no relationship found between node '" + node + "' and this object");
  }

  private static boolean refersTo(Image image, Pod pod, Attributes attributes) {
    if (attributes.resource().equals("persistentvolumes")) {
      return PodReferences.claims(pod).stream()
          .map(name -> new ObjectKey("persistentvolumeclaims", namespaceOf(pod), name))
          .flatMap(key -> image.get(key).stream())
          .map(stored -> stored.as(PersistentVolumeClaim.class).getSpec().getVolumeName())
          .anyMatch(attributes.name()::equals);
    }
    if (!namespaceOf(pod).equals(attributes.namespace())) {
      return false;
    }
    Set<String> names =
        switch (attributes.resource()) {
          case "secrets" -> PodReferences.secrets(pod);
          case "configmaps" -> PodReferences.configMaps(pod);
          default -> PodReferences.claims(pod);
        };
    return names.contains(attributes.name())
        || (attributes.resource().equals("secrets") && volumeSecret(image, pod, attributes.name()));
  }

  /** A secret that a volume of the pod needs is named by the PersistentVolume. */
  private static boolean volumeSecret(Image image, Pod pod, String secret) {
    return PodReferences.claims(pod).stream()
        .map(name -> new ObjectKey("persistentvolumeclaims", namespaceOf(pod), name))
        .flatMap(key -> image.get(key).stream())
        .map(stored -> stored.as(PersistentVolumeClaim.class).getSpec().getVolumeName())
        .filter(java.util.Objects::nonNull)
        .flatMap(volume -> image.get(new ObjectKey("persistentvolumes", "", volume)).stream())
        .map(stored -> stored.as(PersistentVolume.class))
        .anyMatch(volume -> PodReferences.names(volume, secret));
  }

  /** A node asks for tokens of the accounts its pods run as, and may read those accounts. */
  private Decision serviceAccount(Attributes attributes, String node) {
    boolean token = attributes.subresource().equals("token") && attributes.verb().equals("create");
    boolean read = attributes.subresource().isEmpty() && attributes.verb().equals("get");
    boolean used =
        store.image().podsOnNode(node).stream()
            .map(stored -> stored.as(Pod.class))
            .filter(pod -> namespaceOf(pod).equals(attributes.namespace()))
            .anyMatch(pod -> attributes.name().equals(PodReferences.serviceAccount(pod)));
    return (token || read) && used
        ? Decision.allow("")
        : Decision.noOpinion("no relationship found between node '" + node + "' and this object");
  }

  /** A node asks for certificates, and sees its own requests: those it made. */
  private Decision certificateRequest(Attributes attributes) {
    if (attributes.verb().equals("create")) {
      return allowIf(attributes.subresource().isEmpty());
    }
    boolean own =
        store
            .image()
            .get(new ObjectKey("certificatesigningrequests." + CERTIFICATES, "", attributes.name()))
            .map(StoredObject::tree)
            .map(tree -> tree.path("spec").path("username").asString(""))
            .filter(attributes.caller().user()::equals)
            .isPresent();
    return allowIf(
        attributes.subresource().isEmpty()
            && attributes.isRead()
            && (own || !attributes.verb().equals("get")));
  }

  private static String namespaceOf(Pod pod) {
    return pod.getMetadata().getNamespace();
  }
}
