import java.io.File;
import java.nio.*;
import java.nio.file.*;
import java.util.Arrays;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.data.*;
import org.orekit.forces.gravity.HolmesFeatherstoneAttractionModel;
import org.orekit.forces.gravity.potential.*;
import org.orekit.frames.FramesFactory;
import org.orekit.time.AbsoluteDate;

/** Orekit's field of degree and order 70 at the places of a file: java Gravity FOLDER PLACES. */
public class Gravity {
  public static void main(String[] arguments) throws Exception {
    File folder = new File(arguments[0]);
    DataContext.getDefault().getDataProvidersManager().addProvider(new DirectoryCrawler(folder));
    GravityFieldFactory.addPotentialCoefficientsReader(new ICGEMFormatReader("field.gfc", false));
    NormalizedSphericalHarmonicsProvider field = GravityFieldFactory.getNormalizedProvider(70, 70);
    HolmesFeatherstoneAttractionModel model =
        new HolmesFeatherstoneAttractionModel(FramesFactory.getGCRF(), field);
    DoubleBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(Paths.get(arguments[1])))
        .order(ByteOrder.nativeOrder()).asDoubleBuffer();
    Vector3D[] places = new Vector3D[numbers.remaining() / 3];
    for (int i = 0; i < places.length; i++) {
      places[i] = new Vector3D(numbers.get(3 * i), numbers.get(3 * i + 1), numbers.get(3 * i + 2));
    }
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    double[] times = new double[15];
    double sum = 0;
    // The first forty turns warm the machine up: the compiler works in other threads.
    for (int turn = -40; turn < times.length; turn++) {
      long start = threads.getCurrentThreadCpuTime();
      for (Vector3D place : places) {
        sum += model.gradient(AbsoluteDate.J2000_EPOCH, place, field.getMu())[0];
      }
      if (turn >= 0) {
        times[turn] = (threads.getCurrentThreadCpuTime() - start) / (double) places.length;
      }
    }
    Arrays.sort(times);
    System.err.println("sum " + sum);
    System.out.println("gravity orekit " + times[times.length / 2] + " ns/state");
  }
}
