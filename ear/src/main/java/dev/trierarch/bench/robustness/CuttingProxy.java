package dev.trierarch.bench.robustness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stands between clients and a server on loopback, and cuts or delays their connections. */
public final class CuttingProxy implements AutoCloseable {

  private static final int WAITING_CONNECTIONS_MAX = 50;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile long delayMillis;

  private CuttingProxy(ServerSocket listener, int serverPort) {
    this.listener = listener;
    this.serverPort = serverPort;
  }

  /** Listens on a free port of loopback, for a server on another. */
  public static CuttingProxy before(int serverPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    CuttingProxy proxy =
        new CuttingProxy(new ServerSocket(0, WAITING_CONNECTIONS_MAX, loopback), serverPort);
    startDaemon(proxy::accept);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Cuts every connection, and each new one until {@link #letThrough}. */
  public void cut() {
    refusing = true;
    sockets.forEach(CuttingProxy::close);
  }

  /** Holds up everything that comes through by so much a piece. */
  void delay(long millis) {
    delayMillis = millis;
  }

  public void letThrough() {
    refusing = false;
    delayMillis = 0;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        close(listener); // closed by the owner, or of no use any more
      }
    }
  }

  private void connect(Socket client) {
    try {
      sockets.add(client);
      if (refusing) {
        drop(client);
        return;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      sockets.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      startDaemon(() -> pump(client, server));
      startDaemon(() -> pump(server, client));
    } catch (IOException e) {
      drop(client); // the server does not take it: neither do we
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (delayMillis > 0) {
          TimeUnit.MILLISECONDS.sleep(delayMillis);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      drop(to); // cut: the other end is to see it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop(from);
      drop(to);
    }
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    close(socket);
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }

  private static void startDaemon(Runnable work) {
    Thread thread = new Thread(work, "cutting proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(CuttingProxy::close);
  }
}
