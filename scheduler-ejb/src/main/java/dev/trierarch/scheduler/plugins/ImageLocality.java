package dev.trierarch.scheduler.plugins;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.ScorePlugin;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prefers nodes that have the pod's images already; an image counts for less when few nodes have
 * it, lest everything goes to one node.
 */
public final class ImageLocality implements ScorePlugin {

  private static final long BYTES_PER_MEGABYTE = 1024 * 1024;
  private static final long THRESHOLD_BYTES_MIN = 23 * BYTES_PER_MEGABYTE;
  private static final long THRESHOLD_PER_CONTAINER_BYTES_MAX = 1000 * BYTES_PER_MEGABYTE;

  @Override
  public String name() {
    return "ImageLocality";
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public long[] score(PendingPod pod, List<NodeState> nodes, ClusterSnapshot cluster) {
    List<String> images =
        Stream.concat(pod.spec().getContainers().stream(), pod.spec().getInitContainers().stream())
            .map(Container::getImage)
            .filter(image -> image != null)
            .map(ImageLocality::withTag)
            .toList();
    List<Double> shares = images.stream().map(image -> shareOfNodes(image, cluster)).toList();
    return nodes.stream().mapToLong(node -> score(node, images, shares)).toArray();
  }

  private static long score(NodeState node, List<String> images, List<Double> shares) {
    double bytes = 0;
    for (int i = 0; i < images.size(); i++) {
      bytes += sizeBytes(node, images.get(i)).orElse(0L) * shares.get(i);
    }
    long most = Math.max(1, images.size()) * THRESHOLD_PER_CONTAINER_BYTES_MAX;
    double counted = Math.max((double) THRESHOLD_BYTES_MIN, Math.min((double) most, bytes));
    return (long) ((counted - THRESHOLD_BYTES_MIN) * SCORE_MAX / (most - THRESHOLD_BYTES_MIN));
  }

  private static double shareOfNodes(String image, ClusterSnapshot cluster) {
    long having = cluster.stream().filter(node -> sizeBytes(node, image).isPresent()).count();
    return cluster.size() == 0 ? 0 : (double) having / cluster.size();
  }

  private static Optional<Long> sizeBytes(NodeState node, String image) {
    if (node.node().getStatus() == null) {
      return Optional.empty();
    }
    return node.node().getStatus().getImages().stream()
        .filter(present -> present.getNames().contains(image))
        .map(ContainerImage::getSizeBytes)
        .map(Numbers::orZero)
        .findFirst();
  }

  private static String withTag(String image) {
    return image.lastIndexOf(':') <= image.lastIndexOf('/') ? image + ":latest" : image;
  }
}
