using System.CommandLine;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Commands;

/// <summary>The options that say how classes are drawn and weighed: all that a plan is made from.</summary>
internal sealed class BalanceOptions
{
    private static readonly TrainOptions Defaults = new();

    private readonly Option<LossKind> _loss = DefaultedOption.With("--loss", "crossentropy, focal, balancedsoftmax or logitadjusted.", Defaults.Loss.Kind);
    private readonly Option<double> _gamma = DefaultedOption.With("--gamma", "Focus of the focal loss: 0, or 1 and more.", Defaults.Loss.Gamma);
    private readonly Option<double> _tau = DefaultedOption.With("--tau", "Of logitadjusted: 0 leaves the imbalance of the draws, 1 takes all of it out.", Defaults.Loss.Tau);
    private readonly Option<ClassWeights> _weights = DefaultedOption.With("--weights", "Of focal and crossentropy: none, inversefrequency or effectivenumber.", Defaults.Loss.Weights);
    private readonly Option<double> _beta = DefaultedOption.With("--beta", "Of effectivenumber: images much beyond 1 / (1 - beta) count for nothing.", Defaults.Loss.Beta);
    private readonly Option<double> _q0 = DefaultedOption.With("--sampling-exponent", "q where the rarest class is small: 0.5 draws by square root, 1 as there is.", Defaults.Sampling.InitialExponent);
    private readonly Option<double> _effective = DefaultedOption.With("--effective-exponent", "e = q - r, what the model is fitted to: 1 as there is, 0 full balance. Without loss weights r is 0, e is q, and this changes nothing.", Defaults.Sampling.EffectiveExponent);
    private readonly Option<int> _repeats = DefaultedOption.With("--max-repeats", "Most draws of an image in an epoch.", Defaults.Sampling.MaxRepeats);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _loss, _gamma, _tau, _weights, _beta, _q0, _effective, _repeats })
        {
            command.Options.Add(option);
        }
    }

    public TrainOptions Read(ParseResult result, TrainOptions options) => options with
    {
        Loss = options.Loss with
        {
            Kind = result.GetValue(_loss),
            Gamma = result.GetValue(_gamma),
            Tau = result.GetValue(_tau),
            Beta = result.GetValue(_beta),
            Weights = result.GetValue(_weights),
        },
        Sampling = options.Sampling with
        {
            InitialExponent = result.GetValue(_q0),
            EffectiveExponent = result.GetValue(_effective),
            MaxRepeats = result.GetValue(_repeats),
        },
    };
}
