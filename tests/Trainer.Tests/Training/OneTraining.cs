namespace Defects.Trainer.Tests.Training;

/// <summary>
/// Tests that train run alone: dropout and initial weights draw from libtorch's one generator, and what another test drew in
/// between would change the course.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneTraining
{
    public const string Name = "one training at a time";
}
