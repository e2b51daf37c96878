//! The alliances of many records as one graph, in the formats that graph tools read.

use quick_xml::escape::escape;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Record;
use crate::dispatch::{ActorId, ActorKind, AllianceKind, AllianceStatus};

/// Who stands with whom, over all records that were added. An actor is one node under one name and kind; a relation that
/// several records state is one edge that counts them.
#[derive(Debug, Default)]
pub struct Graph {
    nodes: BTreeMap<Node, usize>,
    edges: BTreeMap<Edge, usize>,
}

type Node = (String, ActorKind);
type Edge = (Node, Node, AllianceKind, AllianceStatus);

impl Graph {
    /// Adds the alliances of a record.
    pub fn add(&mut self, record: &Record<'_>) {
        let node = |id: ActorId| record.actor(id).map(|a| (a.name.to_string(), a.kind));
        for alliance in &record.alliances {
            let (Some(a), Some(b)) = (node(alliance.a), node(alliance.b)) else { continue };
            for node in [&a, &b] {
                let next = self.nodes.len();
                self.nodes.entry(node.clone()).or_insert(next);
            }
            *self.edges.entry((a, b, alliance.kind, alliance.status)).or_default() += 1;
        }
    }

    fn id(&self, node: &Node) -> usize {
        self.nodes.get(node).copied().unwrap_or_default()
    }

    /// Writes it in the DOT language of Graphviz; symmetric relations have no arrow head.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn write_dot(&self, to: &mut impl Write) -> io::Result<()> {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        writeln!(to, "digraph alliances {{")?;
        for ((name, kind), id) in &self.nodes {
            writeln!(to, "  n{id} [label=\"{}\", class=\"{kind}\"];", quoted(name))?;
        }
        for ((a, b, kind, status), count) in &self.edges {
            let head = if is_symmetric(*kind) { ", dir=none" } else { "" };
            let (a, b) = (self.id(a), self.id(b));
            writeln!(to, "  n{a} -> n{b} [label=\"{kind}\", class=\"{status}\", weight={count}{head}];")?;
        }
        writeln!(to, "}}")
    }

    /// Writes it as `GraphML`.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn write_graphml(&self, to: &mut impl Write) -> io::Result<()> {
        writeln!(to, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(to, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
        for (key, of, kind) in [
            ("name", "node", "string"),
            ("kind", "node", "string"),
            ("relation", "edge", "string"),
            ("status", "edge", "string"),
            ("records", "edge", "int"),
        ] {
            let id = format!("{of}-{key}");
            writeln!(to, r#"  <key id="{id}" for="{of}" attr.name="{key}" attr.type="{kind}"/>"#)?;
        }
        writeln!(to, r#"  <graph id="alliances" edgedefault="directed">"#)?;
        for ((name, kind), id) in &self.nodes {
            let name = escape(name.as_str());
            writeln!(
                to,
                r#"    <node id="n{id}"><data key="node-name">{name}</data><data key="node-kind">{kind}</data></node>"#
            )?;
        }
        for ((a, b, kind, status), count) in &self.edges {
            let (a, b, directed) = (self.id(a), self.id(b), !is_symmetric(*kind));
            write!(to, r#"    <edge source="n{a}" target="n{b}" directed="{directed}">"#)?;
            write!(to, r#"<data key="edge-relation">{kind}</data><data key="edge-status">{status}</data>"#)?;
            writeln!(to, r#"<data key="edge-records">{count}</data></edge>"#)?;
        }
        writeln!(to, "  </graph>\n</graphml>")
    }
}

const fn is_symmetric(kind: AllianceKind) -> bool {
    matches!(kind, AllianceKind::Allied | AllianceKind::Opposes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample;

    fn graph() -> Graph {
        let (mut dispatch, mut items) = sample::dispatch();
        items.actors[0].name = "<A & \"B\">".to_owned();
        items.alliances[0].a = ActorId(0);
        dispatch.id = "x".to_owned();
        let mut graph = Graph::default();
        graph.add(&Record::new(&dispatch, &items));
        graph.add(&Record::new(&dispatch, &items));
        graph
    }

    #[test]
    fn names_are_no_markup() {
        let mut out = Vec::new();
        graph().write_graphml(&mut out).unwrap();
        let xml = String::from_utf8(out).unwrap();
        assert!(xml.contains("&lt;A &amp; &quot;B&quot;&gt;"), "{xml}");
        assert!(xml.contains(r#"<data key="edge-records">2</data>"#), "{xml}");
    }

    #[test]
    fn a_symmetric_relation_has_no_arrow_head() {
        let mut out = Vec::new();
        graph().write_dot(&mut out).unwrap();
        let dot = String::from_utf8(out).unwrap();
        assert!(dot.contains(r#"label="<A & \"B\">""#), "{dot}");
        assert!(dot.lines().any(|l| l.contains("allied") && l.contains("dir=none")), "{dot}");
        assert!(dot.lines().any(|l| l.contains("backs") && !l.contains("dir=none")), "{dot}");
    }
}
