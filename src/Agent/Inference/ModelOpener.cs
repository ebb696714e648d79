using Defects.Agent.Configuration;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Inference;

/// <summary>Opens a bundle on the fastest provider on which it passes its golden frames.</summary>
internal sealed class ModelOpener(AgentOptions options, LiveOptions live)
{
    /// <exception cref="BundleException">The bundle is damaged, or gives other probabilities than it must.</exception>
    /// <exception cref="ConfigurationException">An override of a threshold contradicts the model.</exception>
    /// <exception cref="ProviderException">The provider that the configuration insists on cannot be used.</exception>
    public OpenedModel Open(string path)
    {
        var available = OnnxRuntimeVersion.Start();
        var bundle = ModelBundle.Read(path);
        HoldAgainstOverrides(bundle);
        var insisted = options.Model.Provider != "auto";
        var order = insisted ? [options.Model.Provider] : ExecutionProviders.Order;
        var refusals = new List<ProviderRefusal>();
        foreach (var provider in order)
        {
            try
            {
                var (classifier, plan) = OpenFastest(bundle, provider, available);

                // An engine takes minutes to build: the configuration may be another by now.
                HoldAgainstOverrides(bundle, classifier);
                return new OpenedModel(classifier, bundle.Folder, bundle.Manifest.ModelSha256, new ProviderChoice(provider, refusals), plan);
            }
            catch (Exception e) when (provider != order[^1] && e is (ProviderException or BundleException or OnnxRuntimeException))
            {
                refusals.Add(new ProviderRefusal(provider, e.Message));
            }
            catch (ProviderException e) when (insisted)
            {
                throw new ProviderException($"Provider {provider} was asked for and cannot be used: {e.Message}. Set model:provider to auto to fall back.", e);
            }
        }

        throw new InvalidOperationException("The last provider either opens or throws.");
    }

    private void HoldAgainstOverrides(ModelBundle bundle, FrameClassifier? opened = null)
    {
        if (AlertThresholds.Problems(bundle.Manifest.Model, live.Value) is { Count: > 0 } problems)
        {
            opened?.Dispose();
            throw new ConfigurationException(problems);
        }
    }

    /// <summary>One session with all threads, and on a CPU with several also one with a single thread: whichever a frame takes less time in.</summary>
    private (FrameClassifier Classifier, ScoringPlan Plan) OpenFastest(ModelBundle bundle, string provider, IReadOnlyCollection<string> available)
    {
        var threads = ExecutionProviders.ThreadsOf(options.Model);
        bool[] ways = provider == "cpu" && threads > 1 ? [false, true] : [false];
        List<(FrameClassifier Classifier, IReadOnlyList<(ScoringPlan Plan, TimeSpan Each)> Measured)> opened = [];
        try
        {
            foreach (var sideBySide in ways)
            {
                using var session = ExecutionProviders.Prepare(provider, available, bundle, options.Model, sideBySide ? 1 : threads, new EngineCache(options.StateDirectory));
                var classifier = GoldenCheck.Open(bundle, session, options.Model.MaxBatch);
                opened.Add((classifier, []));
                opened[^1] = (classifier, [.. ScoringTrial.Measure(classifier, bundle, sideBySide, threads)]);
            }

            var plan = ScoringPlan.Fastest([.. opened.SelectMany(item => item.Measured).OrderBy(item => item.Plan.Frames)]);
            var chosen = opened.Single(item => item.Measured.Any(measured => measured.Plan == plan)).Classifier;
            opened.RemoveAll(item => item.Classifier == chosen);
            return (chosen, plan);
        }
        finally
        {
            opened.ForEach(item => item.Classifier.Dispose());
        }
    }
}
