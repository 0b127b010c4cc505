package org.glassfish.grizzly.http2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.WriteHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.MessageCloner;
import org.glassfish.grizzly.asyncqueue.TaskQueue;
import org.glassfish.grizzly.http2.frames.DataFrame;
import org.glassfish.grizzly.http2.frames.ErrorCode;
import org.glassfish.grizzly.http2.frames.Http2Frame;

/**
 * What goes out on an HTTP/2 connection, within its window, in place of Grizzly's: that one makes a
 * TLS record and a system call of each frame, so that a change to many watches of one connection is
 * as many writes. It is put into the application server when the distribution is assembled; its
 * methods are those that Grizzly calls.
 *
 * <p>Threading: any thread may write; data waits in the queue, which only the thread that has set
 * {@code writing} takes from. Who finds it set goes away: that thread looks again afterwards.
 */
@SuppressWarnings("rawtypes") // WriteResult and Connection, as in what Grizzly calls
public class Http2SessionOutputSink {

  private static final Logger LOG = Logger.getLogger(Http2SessionOutputSink.class.getName());

  /** Less than what each client must take. */
  private static final int FRAME_BYTES_MAX = 16_383;

  private static final int WAITING_BYTES_MAX = 65_536;

  protected final Http2Session http2Session;
  private final TaskQueue<Http2OutputQueueRecord> waiting =
      TaskQueue.createTaskQueue(() -> WAITING_BYTES_MAX);
  private final FrameGathering gathering = new FrameGathering(this::writeWhatWaited);
  private final AtomicBoolean writing = new AtomicBoolean();
  private final AtomicInteger windowBytes;
  private volatile boolean closed;

  public Http2SessionOutputSink(Http2Session session) {
    http2Session = session;
    windowBytes = new AtomicInteger(session.getDefaultConnectionWindowSize());
  }

  protected Http2FrameCodec frameCodec() {
    return http2Session.handlerFilter.frameCodec;
  }

  protected void writeDownStream(Http2Frame frame) {
    writeDownStream(frame, null, null);
  }

  protected void writeDownStream(List<Http2Frame> frames) {
    writeDownStream(frames, null, null);
  }

  /** Writes a frame, a list of frames or bytes, which need no window, after the data so far. */
  protected <K> void writeDownStream(
      K message, CompletionHandler<WriteResult> handler, MessageCloner<Buffer> cloner) {
    writeData();
    write(serialize(message), handler, cloner);
  }

  @SuppressWarnings("unchecked")
  private Object serialize(Object message) {
    if (message instanceof List) {
      return frameCodec().serializeAndRecycle(http2Session, (List<Http2Frame>) message);
    }
    return message instanceof Http2Frame frame
        ? frameCodec().serializeAndRecycle(http2Session, frame)
        : message;
  }

  @SuppressWarnings("unchecked")
  private void write(
      Object bytes, CompletionHandler<WriteResult> handler, MessageCloner<Buffer> cloner) {
    http2Session
        .getHttp2SessionChain()
        .write(http2Session.getConnection(), null, bytes, handler, cloner);
  }

  protected int getAvailablePeerConnectionWindowSize() {
    return windowBytes.get();
  }

  protected boolean canWrite() {
    return waiting.size() < WAITING_BYTES_MAX;
  }

  protected void notifyCanWrite(WriteHandler handler) {
    waiting.notifyWritePossible(handler, WAITING_BYTES_MAX);
  }

  protected void onPeerWindowUpdate(int moreBytes) throws Http2SessionException {
    int before = windowBytes.get();
    if (moreBytes > 0 && before > 0 && before + moreBytes < 0) {
      throw new Http2SessionException(
          ErrorCode.FLOW_CONTROL_ERROR, "Session flow-control window overflow.");
    }
    windowBytes.addAndGet(moreBytes);
    writeData();
  }

  /**
   * Writes a part of a stream.
   *
   * @param headers the frames before the data, written now as they depend on those before them
   * @param cloner makes the data last beyond this call; null when it does anyhow
   */
  protected void writeDataDownStream(
      Http2Stream stream,
      List<Http2Frame> headers,
      Buffer data,
      CompletionHandler<WriteResult> handler,
      MessageCloner<Buffer> cloner,
      boolean last) {
    boolean needsNoWindow =
        data == null || (!data.hasRemaining() && stream.getUnflushedWritesCount() == 1);
    if (needsNoWindow) {
      writeDownStream(withEmpty(data, stream, headers, last), handler, cloner);
      return;
    }
    if (headers != null && !headers.isEmpty()) {
      writeDownStream(headers);
    }
    Buffer lasting = cloner == null ? data : cloner.clone(http2Session.getConnection(), data);
    addData(new Http2OutputQueueRecord(stream.getId(), lasting, handler, last), lasting, last);
  }

  private static List<Http2Frame> withEmpty(
      Buffer empty, Http2Stream stream, List<Http2Frame> headers, boolean last) {
    List<Http2Frame> frames = headers == null ? new ArrayList<>() : headers;
    if (empty != null) {
      frames.add(DataFrame.builder().streamId(stream.getId()).data(empty).endStream(last).build());
    }
    return frames;
  }

  private void addData(Http2OutputQueueRecord record, Buffer data, boolean last) {
    int size = record.isZeroSizeData() ? 1 : data.remaining();
    waiting.offer(record); // before its size, which so never counts what is not there
    if (!gathering.holds(waiting.reserveSpace(size), last)) {
      writeData();
    }
  }

  /** For the timer, which has nobody to throw to. */
  private void writeWhatWaited() {
    try {
      writeData();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Cannot write to an HTTP/2 connection, which is closed", e);
      http2Session.getConnection().closeSilently();
    }
  }

  private void writeData() {
    boolean wrote = false;
    while (hasWork() && writing.compareAndSet(false, true)) {
      try {
        writeWhatFits();
        wrote = true;
      } finally {
        writing.set(false);
      }
    }
    if (wrote) {
      waiting.doNotify();
    }
  }

  private boolean hasWork() {
    return windowBytes.get() > 0 && waiting.size() > 0 && !closed;
  }

  /** As one write, so that it becomes few TLS records. */
  private void writeWhatFits() {
    int waitingBytes = waiting.size();
    int room = windowBytes.get();
    List<Http2Frame> frames = new ArrayList<>();
    AggrCompletionHandler handlers = new AggrCompletionHandler();
    int freed = 0;
    int sent = 0;
    while (sent < room && freed < waitingBytes) {
      Http2OutputQueueRecord record = waiting.poll();
      if (record == null) {
        break; // closed meanwhile
      }
      int bytes = record.serializeTo(frames, Math.min(FRAME_BYTES_MAX, room - sent));
      sent += bytes;
      freed += record.isZeroSizeData() ? 1 : bytes;
      if (!record.isFinished()) {
        waiting.setCurrentElement(record);
      }
      if (record.getCompletionHandler() != null) {
        handlers.register(record.getCompletionHandler(), bytes);
      }
    }
    windowBytes.addAndGet(-sent);
    waiting.releaseSpace(freed);
    if (!frames.isEmpty()) {
      write(serialize(frames), handlers, null);
    }
  }

  public void close() {
    closed = true;
    waiting.onClose();
  }
}
