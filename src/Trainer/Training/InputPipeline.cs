using Defects.Trainer.Augmentation;
using OpenCvSharp;

namespace Defects.Trainer.Training;

/// <summary>
/// Prepares batches ahead of the training thread. The order is that of the requests whatever the threads do, and never more
/// than a few batches wait, so memory is bounded.
/// </summary>
public static class InputPipeline
{
    /// <summary>Batches under way besides the one in use: enough to hide a slow disk, few enough to leave the cores to the network.</summary>
    private const int Ahead = 3;

    public static IEnumerable<FrameBatch> Read(IEnumerable<FrameRequest> requests, int batchSize, int side)
    {
        // The parallel work is across frames; threads inside OpenCV would only fight with those of the network.
        Cv2.SetNumThreads(1);
        var underWay = new Queue<Task<FrameBatch>>();
        try
        {
            foreach (var chunk in requests.Chunk(batchSize))
            {
                underWay.Enqueue(Task.Run(() => FrameBatch.Load(chunk, side)));
                if (underWay.Count > Ahead)
                {
                    yield return underWay.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (underWay.TryDequeue(out var next))
            {
                yield return next.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // The reader stopped early: what is still being prepared goes back to the pool when it is done.
            foreach (var batch in underWay)
            {
                _ = batch.ContinueWith(done => done.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
            }
        }
    }
}
