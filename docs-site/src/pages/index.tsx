import Link from "@docusaurus/Link";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import Heading from "@theme/Heading";
import Layout from "@theme/Layout";
import TabItem from "@theme/TabItem";
import Tabs from "@theme/Tabs";
import React, { type ReactNode } from "react";
import type { FirstSteps } from "../../plugins/first-steps";

export default function Home(): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const languages = siteConfig.customFields?.["firstSteps"] as readonly FirstSteps[];
  return (
    <Layout title="Start" description={siteConfig.tagline}>
      <main className="container home">
        <Heading as="h1">Call Identity Security Cloud from your own code</Heading>
        <p className="lead">
          isc-sdkgen makes a TypeScript client and a PowerShell module from the API specifications of SailPoint Identity
          Security Cloud. This site is their reference: every method, every model and every event, with an example that
          runs.
        </p>
        <Tabs groupId="language">
          {languages.map((language) => (
            <TabItem key={language.language} value={language.language} label={language.label}>
              <Steps {...language} />
            </TabItem>
          ))}
        </Tabs>
        <Heading as="h2">Find what you need</Heading>
        <div className="home-columns">
          {languages.map((language) => (
            <Ways key={language.language} {...language} />
          ))}
        </div>
        <p>
          To find a method, cmdlet, model, property or error code by its name, press <kbd>Ctrl</kbd> <kbd>K</kbd>. On
          every page of the reference a switch leads to the other language and to the other versions.
        </p>
      </main>
    </Layout>
  );
}

function Steps({ steps, start, label }: FirstSteps): ReactNode {
  return (
    <>
      <ol className="home-steps">
        {steps.map(({ title, html }) => (
          <li key={title}>
            <Heading as="h2">{title}</Heading>
            <div className="static" dangerouslySetInnerHTML={{ __html: html }} />
          </li>
        ))}
      </ol>
      <p>
        <Link to={start}>Read how to get started with {label}</Link>
      </p>
    </>
  );
}

function Ways({ label, guides, versions }: FirstSteps): ReactNode {
  return (
    <section>
      <Heading as="h3">{label}</Heading>
      <ul>
        {versions.map((version) => (
          <li key={version.label}>
            {version.label}:{" "}
            {version.parts.map(({ to, title }, place) => (
              <React.Fragment key={to}>
                {place === 0 ? "" : ", "}
                <Link to={to}>{title}</Link>
              </React.Fragment>
            ))}
          </li>
        ))}
        {guides.map(({ to, title }) => (
          <li key={to}>
            <Link to={to}>{title}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
