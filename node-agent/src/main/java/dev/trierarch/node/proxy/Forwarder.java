package dev.trierarch.node.proxy;

import java.io.IOException;
import java.util.List;

/**
 * Makes a node forward Service addresses to backends: with kernel rules, or with sockets of its
 * own.
 */
public interface Forwarder extends AutoCloseable {

  /** Forwards exactly these ports from now on. */
  void forward(List<ServicePort> ports) throws IOException;

  /** One plain sentence on how Services are reached on this node. */
  String description();

  /**
   * Leaves kernel rules as they are, so that Services go on while the agent restarts; closes
   * sockets.
   */
  @Override
  void close();
}
