package dev.trierarch.store.jpa;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands before a PostgreSQL server and loses the connection of one commit of a write, at a moment
 * of choice.
 *
 * <p>It finds one by its text, so its clients have to send statements as text ({@code
 * preferQueryMode=simple}).
 */
final class CommitCutter implements AutoCloseable {

  private static final String COMMIT = "COMMIT\0";
  private static final String INSERT = "INSERT INTO revision_log";
  private static final int BUFFER_BYTES = 64 * 1024;

  /** When the connection is lost, as the server sees it. */
  enum Moment {
    /** The commit never arrives. */
    BEFORE_THE_COMMIT,
    /** The commit is done, its answer never arrives. */
    AFTER_THE_COMMIT,
    /** The client has lost its connection, and then the commit arrives: {@link #arrive}. */
    WHILE_THE_COMMIT_IS_UNDER_WAY
  }

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Moment> next = new AtomicReference<>();
  private final CountDownLatch arrival = new CountDownLatch(1);

  CommitCutter(int serverPort) throws IOException {
    this.serverPort = serverPort;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The next commit of a write is lost. */
  void cutNext(Moment moment) {
    next.set(moment);
  }

  /** Lets a commit that is under way arrive. */
  void arrive() {
    arrival.countDown();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Link link = new Link(listener.accept());
        start(link::forwardRequests);
        start(link::forwardAnswers);
      }
    } catch (IOException e) {
      sockets.forEach(CommitCutter::close); // closed by its owner
    }
  }

  /** One connection to either side. */
  private final class Link {

    private final Socket client;
    private final Socket server;
    private final CountDownLatch answerDropped = new CountDownLatch(1);
    private volatile boolean dropsAnswers;
    private boolean isWrite;

    Link(Socket client) throws IOException {
      this.client = client;
      server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
    }

    void forwardRequests() {
      forward(client, server, this::isStopped);
    }

    void forwardAnswers() {
      forward(server, client, this::isDropped);
    }

    private boolean isDropped(String answer) {
      if (dropsAnswers) {
        answerDropped.countDown();
      }
      return dropsAnswers;
    }

    /** Whether the connection ends here, this piece being the commit that is to be lost. */
    private boolean isStopped(String piece) throws IOException, InterruptedException {
      isWrite |= piece.contains(INSERT);
      boolean isCommit = piece.endsWith(COMMIT);
      Moment moment = isCommit && isWrite ? next.getAndSet(null) : null;
      isWrite &= !isCommit;
      if (moment == Moment.AFTER_THE_COMMIT) {
        dropsAnswers = true;
      }
      if (moment == Moment.WHILE_THE_COMMIT_IS_UNDER_WAY) {
        dropsAnswers = true;
        client.close();
        arrival.await();
        server.getOutputStream().write(piece.getBytes(US_ASCII));
        answerDropped.await();
      }
      return moment == Moment.BEFORE_THE_COMMIT || moment == Moment.WHILE_THE_COMMIT_IS_UNDER_WAY;
    }
  }

  /** Decides whether a connection ends with a piece. */
  @FunctionalInterface
  private interface End {
    boolean isAt(String piece) throws IOException, InterruptedException;
  }

  private static void forward(Socket from, Socket to, End end) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (end.isAt(new String(buffer, 0, count, US_ASCII))) {
          break;
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      close(from); // the other side is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "commit cutter");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(CommitCutter::close);
  }
}
